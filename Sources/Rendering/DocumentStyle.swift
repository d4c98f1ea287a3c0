/// How documents look. The web takes `ledger` and `print` into its style sheet; a standalone page carries all of it.
/// Colours come from custom properties, so that a theme changes them in one place.
public enum DocumentStyle {
    /// Meanings that a page around the document sets for itself.
    public static let tokens = """
        :root{color-scheme:light dark;--ink:#1c1b19;--quiet:#5b5852;--paper:#fdfcf9;--rule:#c9c5bb;--hair:#e7e3da;
        --warning:#8a4b00;--alarm:#9f1239;--over:#1c1b19}
        @media screen and (prefers-color-scheme:dark){:root{--ink:#ece9e2;--quiet:#aaa69c;--paper:#191816;--rule:#55524b;--hair:#33312d;
        --warning:#fbbf24;--alarm:#fda4af;--over:#fff}}

        """

    /// The document and its tables.
    public static let ledger = """
        .document{max-width:64rem;margin:0 auto;color:var(--ink);font:0.9375rem/1.45 system-ui,sans-serif}
        .document h1{font-size:1.5rem;line-height:1.2;margin:0 0 .25rem}
        .document h2{font-size:1.0625rem;margin:1.5rem 0 .5rem}
        .document .sentence{margin:0 0 1rem;color:var(--quiet)}
        .document .letterhead{font-style:normal;text-align:end;color:var(--quiet);margin-block-end:1.5rem}
        .document .logo{float:inline-start;max-block-size:3.5rem;max-inline-size:14rem}
        .document .logo~h1{clear:both}
        .document .facts{display:flex;flex-wrap:wrap;gap:.25rem 2rem;margin:0 0 1rem}
        .document .facts dt{font-size:.8125rem;color:var(--quiet)}
        .document .facts dd{margin:0}
        .notice{border-inline-start:3px solid var(--warning);padding-inline-start:.75rem;margin:.5rem 0}
        .notice-alarm{border-color:var(--alarm);color:var(--alarm);font-weight:600}
        .ledger{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums lining-nums}
        .ledger caption{text-align:start;color:var(--quiet);font-size:.8125rem;padding-block-end:.25rem}
        .ledger th,.ledger td{padding:.2rem .5rem;text-align:start;vertical-align:baseline}
        .ledger .figure{text-align:right;white-space:nowrap}
        .ledger .kind-number,.ledger .kind-time,.ledger .kind-date{white-space:nowrap}
        .ledger thead th{font-size:.8125rem;font-weight:600;color:var(--quiet);border-block-end:1px solid var(--rule)}
        .ledger thead .unit{font-weight:400}
        .ledger tbody tr{border-block-end:1px solid var(--hair)}
        .ledger tr[data-type]>:first-child{border-inline-start:3px solid var(--type,transparent)}
        .ledger tr[data-type] .type,.ledger .row-heading[data-type] .label{color:var(--type,inherit)}
        .tinted .ledger tr[data-type]{background:color-mix(in srgb,var(--type,transparent) 9%,transparent);print-color-adjust:exact}
        .ledger .label{font-weight:400}
        .ledger .row-heading .label{font-weight:600;padding-block-start:.75rem}
        .ledger .row-subtotal>*{border-block-start:1px solid var(--rule);font-weight:600}
        .ledger .totals>tr:first-child>*{border-block-start:1px solid var(--ink)}
        .ledger .row-sum>*{font-weight:600}
        .ledger .row-total>*{font-weight:700}
        .ledger .row-aside>*{color:var(--quiet)}
        .ledger .over>*{font-weight:700;color:var(--over)}
        .ledger .level-1>:first-child{padding-inline-start:1.25rem}
        .ledger .level-2>:first-child{padding-inline-start:2rem}
        .ledger .level-3>:first-child{padding-inline-start:2.75rem}
        .ledger .level-4>:first-child,.ledger .level-5>:first-child{padding-inline-start:3.5rem}
        .chart{margin:1rem 0;break-inside:avoid}
        .chart figcaption{font-weight:600}
        .chart-picture{display:block;inline-size:100%;block-size:auto;direction:ltr;font:11px system-ui,sans-serif;
        font-variant-numeric:tabular-nums;fill:var(--quiet)}
        .chart-grid{stroke:var(--hair)}
        .chart-zero{stroke:var(--ink)}
        .chart-hole{fill:var(--hair);fill-opacity:.6}
        .chart-bar{fill:var(--type,var(--series,var(--quiet)))}
        .chart-tick,.chart-axis{text-anchor:end}
        .chart-label,.chart-figure{text-anchor:middle}
        .chart-figure{fill:var(--ink)}
        .chart-key{display:flex;flex-wrap:wrap;gap:0 1.25rem;margin:.25rem 0;padding:0;list-style:none;font-size:.8125rem}
        .chart-key li::before{content:"";display:inline-block;inline-size:.75em;block-size:.75em;margin-inline-end:.4em;
        background:var(--type,var(--series,var(--quiet)));print-color-adjust:exact}
        .chart summary{font-size:.8125rem;color:var(--quiet);cursor:pointer}
        .chart [data-series="1"]{--series:#33658a}.chart [data-series="2"]{--series:#b45309}.chart [data-series="3"]{--series:#4d7c0f}
        .chart [data-series="4"]{--series:#86428f}.chart [data-series="5"]{--series:#8a8378}.chart [data-series="6"]{--series:#a3333d}
        @media screen and (prefers-color-scheme:dark){
        .chart [data-series="1"]{--series:#7fb2d9}.chart [data-series="2"]{--series:#fbbf24}.chart [data-series="3"]{--series:#a3cf52}
        .chart [data-series="4"]{--series:#d29bda}.chart [data-series="5"]{--series:#b8b1a5}.chart [data-series="6"]{--series:#f08a94}
        }
        .slip{clear:both;margin-block-start:2rem;padding-block-start:1rem;border-block-start:1px dashed var(--quiet);break-inside:avoid}
        .slip p{margin:0;white-space:pre-wrap}
        .slip p:first-child{font-weight:600}
        .document-foot{margin-block-start:1.5rem;font-size:.8125rem;color:var(--quiet);max-width:70ch}

        """

    /// On a phone: entries of two lines.
    public static let phone = """
        @media screen and (max-width:40rem){
        .document .letterhead{margin-block-end:.5rem}
        .document .ledger thead,.document .ledger .on-phone-hidden,.document .ledger caption{
        position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .document .ledger,.document .ledger tbody{display:block}
        .document .ledger tr{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 .75rem;padding:.4rem 0 .4rem .6rem;
        border-inline-start:3px solid var(--type,transparent)}
        .document .ledger tr>*{padding:0;border:0;grid-column:1;overflow-wrap:anywhere}
        .document .ledger tr[data-type]>:first-child{border:0}
        .document .ledger .on-phone-who,.document .ledger .label{grid-area:1/1;font-weight:600}
        .document .ledger .on-phone-amount{grid-area:1/2;text-align:end}
        .document .ledger .on-phone-where{grid-area:2/1;font-size:.8125rem;text-align:start}
        .document .ledger .on-phone-when{grid-area:2/2;font-size:.8125rem;text-align:end;color:var(--quiet)}
        .document .ledger .row-subtotal,.document .ledger .totals>tr:first-child{border-block-start:1px solid var(--rule)}
        .document .ledger .level-1{padding-inline-start:1.25rem}
        .document .ledger .level-2{padding-inline-start:2rem}
        }

        """

    /// On paper: head of the table on every page, no row or sum torn off, nothing but the document.
    public static let print = """
        @media print{
        @page{size:A4;margin:18mm 15mm 20mm}
        .document{max-width:none;font-size:9pt}
        .ledger thead{display:table-header-group}
        .ledger tr{break-inside:avoid}
        .ledger .row-heading{break-after:avoid}
        .ledger .row-subtotal,.ledger .totals>tr{break-before:avoid}
        .document-foot,.notice{break-inside:avoid}
        .chart summary{display:none}
        .chart details::details-content{content-visibility:visible;block-size:auto}
        .document a{color:inherit;text-decoration:none}
        }

        """
}
