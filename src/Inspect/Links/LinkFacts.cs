using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Links;

/// <summary>The facts of the links signal.</summary>
internal static class LinkFacts
{
    public static readonly Fact Count = Fact.Number("links.count", "Different addresses in all text and HTML parts of all readings.", "7");
    public static readonly Fact Urls = Fact.List("links.urls", "These addresses as a browser would follow them, in their order.", "https://example.com/a");
    public static readonly Fact Hosts = Fact.List("links.hosts", "Their hosts, lower case, in ASCII form, each once.", "www.example.com");
    public static readonly Fact Domains = Fact.List("links.domains", "The registered names of these hosts, by a rule and a short list of suffixes.", "example.com");
    public static readonly Fact Schemes = Fact.List("links.schemes", "Their schemes, each once.", "https", "mailto");
    public static readonly Fact Anchors = Fact.Number("links.anchors", "Addresses that a click follows.", "4");
    public static readonly Fact Resources = Fact.List("links.resource_hosts", "Hosts from which pictures, styles, frames and scripts would be fetched.", "cdn.example.com");
    public static readonly Fact Forms = Fact.List("links.form_hosts", "Hosts to which forms would be sent.", "collect.example.net");
    public static readonly Fact Refresh = Fact.List("links.refresh", "Addresses that are followed without a click (meta refresh).", "https://example.com/next");
    public static readonly Fact BaseHost = Fact.Text("links.base_host", "Host of the base element, which moves all relative addresses.", "example.net");
    public static readonly Fact IpHosts = Fact.List("links.ip_hosts", "Hosts that are IP addresses, whatever the notation.", "192.0.2.1");
    public static readonly Fact UserInfo = Fact.List("links.userinfo", "Addresses with text before an at sign in front of the host, but for a name and a password (name:password@), which no eye takes for a host.", "https://bank.example@example.net/");
    public static readonly Fact Punycode = Fact.List("links.punycode", "Hosts with other than ASCII letters, in ASCII form.", "xn--r8jz45g.example");
    public static readonly Fact Ports = Fact.List("links.ports", "Hosts with another port than the scheme's.", "example.com:8443");
    public static readonly Fact Mismatched = Fact.List("links.mismatched", "Anchors whose text names another site than they lead to.", "www.bank.example → login.example.net");
    public static readonly Fact Clicked = Fact.List("links.clicked", "The sites (registered names) to which clicks, forms and redirects lead, wrapped and redirected addresses unwrapped as far as they show it.", "example.com", "example.net");
    public static readonly Fact ClickedCount = Fact.Number("links.clicked_count", "How many such sites.", "2");
    public static readonly Fact ClickedIps = Fact.List("links.clicked_ips", "IP addresses to which clicks lead, whatever the notation, but for those of the reader's own house (192.168.0.1).", "192.0.2.1");
    public static readonly Fact DisguisedIps = Fact.List("links.disguised_ips", "Addresses of clicks to an IP address in a notation that people do not read: one number, hexadecimal, octal.", "http://0x7f000001/");
    public static readonly Fact Wrapped = Fact.Number("links.wrapped", "Layers that security services have put around links.", "1");
    public static readonly Fact Unwrapped = Fact.List("links.unwrapped", "Addresses found inside of other addresses, up to six layers deep.", "https://example.net/login");
    public static readonly Fact Redirects = Fact.List("links.redirects", "Links of one site that name another site's address to go on to.", "www.example.com → example.net");
    public static readonly Fact OpenRedirects = Fact.List("links.open_redirects", "The same where the first site is that of a well-known organisation, which the second is not.", "www.google.com → example.net");
    public static readonly Fact Shorteners = Fact.List("links.shorteners", "Hosts of clicks that lead elsewhere for anyone (bit.ly).", "bit.ly");
    public static readonly Fact FreeSites = Fact.List("links.free_sites", "Hosts of clicks on which anyone builds a site for nothing, but for one that bears the name in the sender's address and no brand's: small clubs and shops have their sites there.", "login-page.pages.dev");
    public static readonly Fact Storage = Fact.List("links.storage", "Hosts of clicks that are buckets which anyone fills.", "storage.googleapis.com");
    public static readonly Fact Files = Fact.List("links.files", "Hosts of clicks where anyone shares files and documents.", "docs.google.com");
    public static readonly Fact FormServices = Fact.List("links.form_services", "Hosts of clicks where anyone makes a form.", "form.jotform.com");
    public static readonly Fact Dynamic = Fact.List("links.dynamic", "Hosts of clicks that are machines at home or rented by the hour.", "host.duckdns.org");
    public static readonly Fact Ipfs = Fact.List("links.ipfs", "Hosts of clicks that give content without an owner (IPFS).", "ipfs.io");
    public static readonly Fact PublicPictures = Fact.List("links.public_pictures", "Hosts of pictures that anyone puts up.", "i.imgur.com");
    public static readonly Fact Lookalikes = Fact.List("links.lookalikes", "Hosts of clicks that are made to be taken for a brand's, with the brand and how. The brands are a list of the program (Domains/brands.txt).", "paypal-login.example ~ PayPal (name and more)");
    public static readonly Fact LookalikeKinds = Fact.List("links.lookalike_kinds", "How these hosts pose: looks the same, one letter off, name and more, other ending, name in front.", "one letter off");
    public static readonly Fact CheapNames = Fact.List("links.cheap_names", "Sites of clicks under endings where names cost next to nothing.", "example.shop");
    public static readonly Fact RandomNames = Fact.List("links.random_names", "Hosts of clicks with a name that looks made by chance.", "xk3v9q2b7w.example");
    public static readonly Fact MixedNames = Fact.List("links.mixed_names", "Hosts of clicks whose name mixes letters of several scripts that look the same.", "xn--pypal-4ve.example");
    public static readonly Fact LurePaths = Fact.List("links.lure_paths", "Addresses of clicks, not of a brand itself, with words of logging in, confirming or claiming in the path.", "example.net/wp-content/login");
    public static readonly Fact Recipient = Fact.List("links.recipient", "Hosts of clicks whose address carries the recipient's, plain, percent-encoded, in base64 or in hexadecimal.", "example.net");
    public static readonly Fact RecipientFragment = Fact.List("links.recipient_fragment", "The same behind a number sign, where the server does not see it: a page for many with a script.", "example.net");
    public static readonly Fact SenderSite = Fact.Truth("links.sender_site", "A click leads to the site of the From address, or to one of the same brand.");
    public static readonly Fact Elsewhere = Fact.Truth("links.elsewhere", "There are clicks over the web, and neither they nor pictures lead to the site of the From address or to a brand that owns it. Not said of clicks counted by a mailing service, nor of senders with an address that anyone can have.");
    public static readonly Fact MismatchedBrands = Fact.List("links.mismatched_brands", "Those of them that name the site of a well-known organisation and lead neither to it nor through a mailing service.", "www.paypal.com → login.example.net");
    public static readonly Fact DataUris = Fact.Number("links.data", "Addresses that carry their content themselves (data:).", "1");
    public static readonly Fact ScriptUris = Fact.Number("links.javascript", "Addresses that run a script (javascript:, vbscript:).", "1");
    public static readonly Fact Scripts = Fact.Number("html.scripts", "Script elements and event handlers in HTML parts.", "1");
    public static readonly Fact HtmlForms = Fact.Number("html.forms", "Form elements in HTML parts.", "1");
    public static readonly Fact Frames = Fact.Number("html.frames", "Frames, objects and embedded things in HTML parts.", "1");
    public static readonly Fact HtmlParts = Fact.Number("html.parts", "HTML and SVG parts, attachments included.", "1");
    public static readonly Fact TextChars = Fact.Number("text.chars", "Characters in all text and HTML parts, as decoded.", "5210");

    public static FactGroup Group { get; } = FactGroup.Of("Links", "Addresses in every text and HTML part of every reading. Nothing is resolved or fetched.",
        Count, Clicked, ClickedCount, ClickedIps, DisguisedIps, Wrapped, Unwrapped, Redirects, OpenRedirects, Shorteners, FreeSites, Storage, Files, FormServices, Dynamic, Ipfs, PublicPictures,
        Lookalikes, LookalikeKinds, CheapNames, RandomNames, MixedNames, LurePaths, Recipient, RecipientFragment, SenderSite, Elsewhere, Urls, Hosts, Domains, Schemes, Anchors, Resources, Forms, Refresh, BaseHost, IpHosts, UserInfo, Punycode, Ports, Mismatched, MismatchedBrands, DataUris, ScriptUris,
        Scripts, HtmlForms, Frames, HtmlParts, TextChars);
}
