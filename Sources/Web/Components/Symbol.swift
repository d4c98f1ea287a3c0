internal import Rendering

/// Our own few symbols: lines of one width in a box of 20, coloured by the text around them.
enum Symbol {
    static func of(_ place: Frame.Place) -> HTMLText {
        switch place {
        case .dashboard:
            literal(#"<svg class="symbol" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 17V9m4.7 8V3m4.6 14v-6m4.7 6V6"/></svg>"#)
        case .calls:
            literal(
                #"<svg class="symbol" viewBox="0 0 20 20" aria-hidden="true"><path d="M4 3h3l1.5 4-2 1.5a10 10 0 0 0 5 5l1.5-2 4 1.5v3c0 .6-.4 1-1 1C9 17 3 11 3 4c0-.6.4-1 1-1z"/></svg>"#
            )
        case .bills:
            literal(
                #"<svg class="symbol" viewBox="0 0 20 20" aria-hidden="true"><path d="M4.500 2.500h11v15l-1.800-1.200-1.900 1.200-1.800-1.200-1.800 1.200-1.900-1.200-1.800 1.200zM7.500 6.500h5M7.500 10h5"/></svg>"#
            )
        case .reports:
            literal(
                #"<svg class="symbol" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 2.500h14v15H3zM6 14v-3m4 3V7m4 7V9"/></svg>"#
            )
        case .sources:
            literal(
                #"<svg class="symbol" viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="14.500" r="1.600"/><path d="M6 10.500a5.600 5.600 0 0 1 8 0M3 7a10 10 0 0 1 14 0"/></svg>"#
            )
        case .imports:
            literal(
                #"<svg class="symbol" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3v9m-3.5-3.5L10 12l3.5-3.5M3 13v4h14v-4"/></svg>"#
            )
        case .problems:
            literal(#"<svg class="symbol" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3l7.5 13.5h-15zM10 8v4.5m0 1.8v.2"/></svg>"#)
        case .tariffs:
            literal(
                #"<svg class="symbol" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 4h14M3 8.5h9M3 13h14M3 17h6M16 8.5h1"/></svg>"#)
        case .alerts:
            literal(
                #"<svg class="symbol" viewBox="0 0 20 20" aria-hidden="true"><path d="M4 14.500h12c-1.500-1.500-1.500-3-1.500-5.500a4.500 4.500 0 0 0-9 0c0 2.500 0 4-1.500 5.500zM8.500 17h3"/></svg>"#
            )
        case .journal:
            literal(
                #"<svg class="symbol" viewBox="0 0 20 20" aria-hidden="true"><path d="M5 2.5h11v15H5zM3 6h3.5M3 10h3.5M3 14h3.5M9.5 7H13"/></svg>"#
            )
        case .settings:
            literal(
                #"<svg class="symbol" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 6h8m4 0h2M3 14h2m4 0h8"/><circle cx="13" cy="6" r="2"/><circle cx="7" cy="14" r="2"/></svg>"#
            )
        }
    }

    static let person = literal(
        #"<svg class="symbol" viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="6.5" r="3.5"/><path d="M3 17.5c.6-4 3.4-6 7-6s6.400 2 7 6"/></svg>"#
    )
    static let mark = literal(
        #"<svg class="mark" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 2.500h14v15H3z" class="page"/><path d="M6 6.500h8M6 10h8M6 13.500h4.500" class="lines"/></svg>"#
    )
}
