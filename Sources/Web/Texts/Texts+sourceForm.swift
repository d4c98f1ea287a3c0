/// The page on which a source is set up.
public struct SourceFormTexts: Sendable {
    public var title = "Set up a source"
    public var ways = "How do the records come?"
    public var wayNames = [
        "tcpServer": "The switch connects to us (TCP)", "tcpClient": "We connect to the switch (TCP)", "udp": "Datagrams or syslog (UDP)",
        "tail": "A log file that grows", "folder": "A folder of files", "serial": "A serial line", "radius": "RADIUS accounting",
        "ami": "Asterisk's manager", "http": "Posted over HTTP",
    ]
    public var wayHints = [
        "tcpServer": "Tollbook listens at a port, and the switch sends its records there.",
        "tcpClient": "Tollbook calls a port of the switch and listens; it can log in first.",
        "udp": "The switch sends datagrams, each a record. What the network drops is lost: take TCP where there is a choice.",
        "tail": "Another program writes the records into a log file. Rotation is followed.",
        "folder": "Whole files are put into a folder of this machine, by SFTP or a copy; each is taken once.",
        "serial": "A cable from the switch to this machine, or an adapter. The settings are those of the switch.",
        "radius": "Gateways send Start, Interim and Stop, and get an answer when a record is safe.",
        "ami": "The manager interface of Asterisk sends an event for each call.",
        "http": "A switch or script posts records to this server, with a key.",
    ]
    public var id = "Name"
    public var idHint = "Small letters, digits and hyphens. It cannot be changed later."
    public var switchName = "Switch"
    public var format = "Format"
    public var formatOfSwitch = "the switch's own"
    public var labels = [
        "port": "Port", "allowed": "Who may send", "address": "Address to listen at", "perPeer": "Connections of one address",
        "connections": "Connections in all", "host": "Name or address of the switch", "login": "Log-in", "answers": "Answers",
        "endsLines": "End each datagram with a line", "path": "Path", "fromBegin": "Take what is in the file already",
        "pattern": "File names", "after": "A file that was taken", "moveTo": "Move it to the folder",
        "settling": "Seconds without a change",
        "device": "Device", "speed": "Bits a second", "bits": "Data bits", "parity": "Parity", "stopBits": "Stop bits",
        "flow": "Flow control", "clients": "Gateways", "user": "User", "secret": "Password or key",
    ]
    public var hints = [
        "allowed": "One address or network a line, such as 192.0.2.1 or 10.0.0.0/8. The word any lets in whoever reaches the port.",
        "address": "Empty: every address of this machine.",
        "login": "One step a line: expect: \"login: \", send: \"smdr\\r\\n\", secret: name, pause: 500.",
        "answers": "One a line: to: \"\\x05\", send: \"\\x06\".", "path": "From the root of this machine, such as /var/log/smdr.log.",
        "pattern": "Such as *.csv. Empty: all.", "device": "Such as /dev/serial/by-id/usb-… or /dev/ttyS0.",
        "clients": "One a line: address: 192.0.2.7, secret: name, requireMessageAuthenticator: true.",
        "secret": "Name of a sealed secret, or a file's path. Leave it as it is, and type below to set a new one.",
        "port": "1 to 65535.", "moveTo": "Empty: it stays.", "speed": "Empty: 9600.", "bits": "Empty: 8.", "stopBits": "Empty: 1.",
        "perPeer": "Empty: 1.", "connections": "Empty: 64.", "settling": "Empty: 5.",
    ]
    public var words = [
        "keep": "stays", "delete": "is deleted", "none": "none", "even": "even", "odd": "odd", "mark": "mark", "space": "space",
        "hardware": "hardware (RTS/CTS)", "software": "software (XON/XOFF)",
    ]
    public var typed = "New password or key"
    public var typedHint = "It is sealed in the book under the source's name, and never shown again. Empty: nothing changes."
    public var silentAfter = "Silent after seconds"
    public var silentAfterHint = "Empty: only what is usual for this source counts."
    public var on = "Runs"
    public var (yes, no) = ("yes", "no")
    public var save = "Save"
    public var test = "Try it"
    public var testHint = "Trying opens it for ten seconds and shows what comes. Nothing that comes is lost: it is read when you save."
    public var result = "What the trial showed"
    public var trace = "The log-in"
    public var bytes = "As it came"
    public var decoded = "As it is read"
    public var remove = "Remove"
    public var removeText = "No more records come by this source. Its calls and its raw log stay."

    public var typeAgain = "Type it once more before saving: what was typed is never sent back to a page."
    public var cancel = "Back to the sources"

    /// What people see beside the field of a key.
    func label(_ key: String) -> String {
        switch key {
        case "id": id
        case "switch": switchName
        case "format": format
        case "silentAfter": silentAfter
        case "on": on
        case "typed": typed
        default: labels[key] ?? key
        }
    }
    func postedTo(_ path: String) -> String { "Records are posted to \(path) of this server, with the key as Authorization: Bearer." }
    func changeTitle(_ id: String) -> String { "Source \(id)" }
}
