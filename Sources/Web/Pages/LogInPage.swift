internal import Accounts
internal import Model
internal import Rendering

struct LogInPage {
    let texts: Texts
    let token: Token
    let fault: String?
    let name: String
    let next: String

    func render(_ assets: Assets) -> HTMLText {
        let words = texts.logIn
        return Shell.alone(texts, assets: assets, title: words.title) {
            element("h1") { words.title }
            element("p", .class("sentence")) { words.sentence }
            if let fault { ErrorSummary(texts.pieces, [.init(field: "name", text: fault)]).render() }
            element("form", .class("stack"), .text("method", "post"), .action(Route.logIn.link())) {
                single("input", .text("type", "hidden"), .text("name", Form.tokenField), .text("value", token.formToken))
                single("input", .text("type", "hidden"), .text("name", "next"), .text("value", next))
                Field("name", words.name, value: name, autocomplete: "username", isFaulty: fault != nil).focused().render()
                Field("password", words.password, kind: .password, autocomplete: "current-password", isFaulty: fault != nil).render()
                element("div", .class("actions")) { element("button", .class("main")) { words.button } }
            }
            element("p", .class("quiet")) {
                words.forgotten + " "
                element("code") { words.command }
            }
        }
    }
}

struct PasswordPage {
    let visit: Visit
    let fault: String?

    func render(_ assets: Assets) -> HTMLText {
        let words = visit.texts.password
        let first = visit.session?.mustSetPassword ?? false
        return Shell.alone(visit.texts, assets: assets, title: words.title) {
            element("h1") { words.title }
            element("p", .class("sentence")) { first ? words.first : words.change }
            if let fault { ErrorSummary(visit.texts.pieces, [.init(field: first ? "new" : "current", text: fault)]).render() }
            element("form", .class("stack"), .text("method", "post"), .action(Route.password.link())) {
                visit.formToken
                single(
                    "input", .text("type", "text"), .text("name", "user"), .text("value", visit.caller?.name ?? ""),
                    .text("autocomplete", "username"), .flag("hidden"))
                if !first { Field("current", words.current, kind: .password, autocomplete: "current-password").render() }
                Field("new", words.new, kind: .password, hint: words.rule, autocomplete: "new-password", isFaulty: fault != nil).render()
                Field("repeated", words.repeated, kind: .password, autocomplete: "new-password").render()
                element("div", .class("actions")) { element("button", .class("main")) { words.button } }
            }
        }
    }
}
