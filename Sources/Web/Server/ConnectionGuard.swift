internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// Keeps one connection inside the limits: a place in the census, a deadline for the head, a least pace for the body and for
/// the reader of the answer, and an end to a body that nobody wants.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: WebLimits
    private let census: ConnectionCensus
    /// Where it is counted; `nil` before and after.
    private var place: String?
    private var headDeadline: NIODeadline?
    private var body: Pace
    private var answer: Pace
    private var unflushed = 0
    private var readingBody = false
    private var answering = false
    /// The answer is out, the body is not: what still comes is dropped until the sender notices, or the time is up.
    private var dropping = false
    private var timer: (task: Scheduled<Void>, at: NIODeadline)?

    init(limits: WebLimits, census: ConnectionCensus) {
        self.limits = limits
        self.census = census
        body = Pace(grace: limits.graceSeconds, slowest: limits.slowest)
        answer = Pace(grace: limits.graceSeconds, slowest: limits.slowest)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { enter(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        enter(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        leave()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { leave() }

    private func enter(_ context: ChannelHandlerContext) {
        guard place == nil else { return }
        let address = ClientAddress.text(context.channel.remoteAddress)
        guard census.enter(address) else {
            context.close(promise: nil)
            return
        }
        place = address
        headDeadline = .now() + .seconds(limits.headSeconds)
        schedule(context)
    }

    private func leave() {
        timer?.task.cancel()
        timer = nil
        if let place { census.leave(place) }
        place = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            headDeadline = nil
            readingBody = true
            body.begin(.now())
            schedule(context)
        case .body(let buffer):
            body.moved(buffer.readableBytes)
            if dropping { return }
        case .end:
            readingBody = false
            body.end()
            if dropping {
                context.close(promise: nil)
                return
            }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part = unwrapOutboundIn(data)
        if case .head = part { answering = true }
        if case .body(let buffer) = part { answer.moved(buffer.readableBytes) }
        if unflushed == 0 { answer.begin(.now()) }
        unflushed += 1
        schedule(context)
        let written = promise ?? context.eventLoop.makePromise(of: Void.self)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in
            let (own, context) = bound.value
            own.unflushed -= 1
            if own.unflushed == 0 { own.answer.end() }
            if case .end = part { own.answered(context) }
        }
        context.write(data, promise: written)
    }

    private func answered(_ context: ChannelHandlerContext) {
        answering = false
        guard context.channel.isActive else { return }
        if readingBody {
            // Closing at once would reset the connection and take the answer along before it is read.
            dropping = true
            context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(2)) { context.close(promise: nil) }
        } else {
            headDeadline = .now() + .seconds(limits.idleSeconds)
            schedule(context)
        }
    }

    /// One timer a connection, for the earliest of its deadlines; one that rings too early looks and is set again.
    private func schedule(_ context: ChannelHandlerContext) {
        guard let next = [headDeadline, body.deadline, answer.deadline].compactMap({ $0 }).min() else { return }
        if let timer {
            guard next < timer.at else { return }
            timer.task.cancel()
        }
        let task = context.eventLoop.assumeIsolated().scheduleTask(deadline: next) { [weak self] in
            self?.timer = nil
            self?.check(context)
        }
        timer = (task, next)
    }

    private func check(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        if let deadline = answer.deadline, deadline <= now {
            context.close(promise: nil)
        } else if let deadline = headDeadline, deadline <= now {
            context.close(promise: nil)
        } else if let deadline = body.deadline, deadline <= now {
            refuse(context, .requestTimeout)
        } else {
            schedule(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let parsing = error as? HTTPParserError else { return context.fireErrorCaught(error) }
        if case .headerOverflow = parsing {
            refuse(context, .requestHeaderFieldsTooLarge)
        } else {
            refuse(context, .badRequest)
        }
    }

    /// Answers without the rest of the server, where no answer was begun, and closes.
    private func refuse(_ context: ChannelHandlerContext, _ status: HTTPResponse.Status) {
        guard !answering, context.channel.isActive else {
            context.close(promise: nil)
            return
        }
        answering = true
        let fields: HTTPFields = [.connection: "close", .contentLength: "0"]
        context.write(wrapOutboundOut(.head(HTTPResponse(status: status, headerFields: fields))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil))).assumeIsolated().whenComplete { _ in context.close(promise: nil) }
    }
}
