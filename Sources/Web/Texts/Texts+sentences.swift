internal import Accounts
internal import HTTPTypes

extension PasswordTexts {
    func sentence(_ fault: PasswordFault) -> String {
        switch fault {
        case .tooShort: tooShort
        case .tooLong: tooLong
        case .tooEasy: tooEasy
        case .notTheSame: notTheSame
        }
    }
}

extension ErrorTexts {
    func title(_ status: HTTPResponse.Status) -> String {
        switch status {
        case .notFound: "There is no such page"
        case .forbidden: "That was not done"
        case .unauthorized: "A key is needed"
        case .methodNotAllowed: "This page takes no such request"
        case .contentTooLarge: "That was too much at once"
        case .serviceUnavailable: "Just a moment"
        case .badRequest, .unsupportedMediaType, .unprocessableContent: "That could not be read"
        case .requestTimeout: "That took too long"
        default: "Something went wrong here"
        }
    }

    func sentence(_ status: HTTPResponse.Status) -> String {
        switch status {
        case .notFound: "The address is wrong, or what was there is gone. Go back, or begin at the first page."
        case .forbidden: "Your account may not do this. Ask an administrator of this book for the right."
        case .unauthorized: needsKey
        case .methodNotAllowed: "The address is right, but it takes another kind of request."
        case .contentTooLarge: "A form may have 1 MiB. Bring files in by the page for imports."
        case .serviceUnavailable: "The server cannot do this now. Try again in a few seconds."
        case .badRequest: "The address or the form has a part that means nothing. Go back and try again."
        case .unsupportedMediaType: "Send the form as a browser does."
        case .unprocessableContent: "Look at the fields marked and send the form again."
        case .requestTimeout: "The request was not complete in time. Try again."
        default: "Nothing you did was wrong. Whoever runs this machine finds the cause in the log under the reference below."
        }
    }
}
