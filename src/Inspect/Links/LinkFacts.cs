using Sekisho.Inspect.Facts;

namespace Sekisho.Inspect.Links;

/// <summary>The facts of the links signal.</summary>
internal static class LinkFacts
{
    public static readonly Fact Count = Fact.Number("links.count", "Different addresses in all text and HTML parts of all readings.", "7");
    public static readonly Fact Urls = Fact.List("links.urls", "These addresses as a browser would follow them, in their order.", "https://example.com/a");
    public static readonly Fact Hosts = Fact.List("links.hosts", "Their hosts, lower case, in ASCII form, each once.", "www.example.com");
    public static readonly Fact Domains = Fact.List("links.domains", "The registered names of these hosts, guessed without the public suffix list.", "example.com");
    public static readonly Fact Schemes = Fact.List("links.schemes", "Their schemes, each once.", "https", "mailto");
    public static readonly Fact Anchors = Fact.Number("links.anchors", "Addresses that a click follows.", "4");
    public static readonly Fact Resources = Fact.List("links.resource_hosts", "Hosts from which pictures, styles, frames and scripts would be fetched.", "cdn.example.com");
    public static readonly Fact Forms = Fact.List("links.form_hosts", "Hosts to which forms would be sent.", "collect.example.net");
    public static readonly Fact Refresh = Fact.List("links.refresh", "Addresses that are followed without a click (meta refresh).", "https://example.com/next");
    public static readonly Fact BaseHost = Fact.Text("links.base_host", "Host of the base element, which moves all relative addresses.", "example.net");
    public static readonly Fact IpHosts = Fact.List("links.ip_hosts", "Hosts that are IP addresses, whatever the notation.", "192.0.2.1");
    public static readonly Fact UserInfo = Fact.List("links.userinfo", "Addresses with text before an at sign in front of the host.", "https://bank.example@example.net/");
    public static readonly Fact Punycode = Fact.List("links.punycode", "Hosts with other than ASCII letters, in ASCII form.", "xn--r8jz45g.example");
    public static readonly Fact Ports = Fact.List("links.ports", "Hosts with another port than the scheme's.", "example.com:8443");
    public static readonly Fact Mismatched = Fact.List("links.mismatched", "Anchors whose text names another site than they lead to.", "www.bank.example → login.example.net");
    public static readonly Fact DataUris = Fact.Number("links.data", "Addresses that carry their content themselves (data:).", "1");
    public static readonly Fact ScriptUris = Fact.Number("links.javascript", "Addresses that run a script (javascript:, vbscript:).", "1");
    public static readonly Fact Scripts = Fact.Number("html.scripts", "Script elements and event handlers in HTML parts.", "1");
    public static readonly Fact HtmlForms = Fact.Number("html.forms", "Form elements in HTML parts.", "1");
    public static readonly Fact Frames = Fact.Number("html.frames", "Frames, objects and embedded things in HTML parts.", "1");
    public static readonly Fact HtmlParts = Fact.Number("html.parts", "HTML and SVG parts, attachments included.", "1");
    public static readonly Fact TextChars = Fact.Number("text.chars", "Characters in all text and HTML parts, as decoded.", "5210");

    public static FactGroup Group { get; } = FactGroup.Of("Links", "Addresses in every text and HTML part of every reading. Nothing is resolved or fetched.",
        Count, Urls, Hosts, Domains, Schemes, Anchors, Resources, Forms, Refresh, BaseHost, IpHosts, UserInfo, Punycode, Ports, Mismatched, DataUris, ScriptUris,
        Scripts, HtmlForms, Frames, HtmlParts, TextChars);
}
