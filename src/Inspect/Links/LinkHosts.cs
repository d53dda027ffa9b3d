using Sekisho.Inspect.Brands;
using Sekisho.Inspect.Domains;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Pipeline;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Links;

/// <summary>Judges the hosts of a message's addresses: what sort of host, whom it poses as, how it is disguised.</summary>
internal sealed class LinkHosts
{
    /// <summary>Most hosts compared with the list of brands. Stops thousands of invented hosts from costing a search each; what is over looks like the rest.</summary>
    private const int MaxCompared = 300;

    private readonly OrderedSet _redirects = new();
    private readonly OrderedSet _openRedirects = new();
    private readonly OrderedSet _unwrapped = new();
    private readonly OrderedSet _shorteners = new();
    private readonly OrderedSet _sites = new();
    private readonly OrderedSet _storage = new();
    private readonly OrderedSet _files = new();
    private readonly OrderedSet _forms = new();
    private readonly OrderedSet _dynamic = new();
    private readonly OrderedSet _ipfs = new();
    private readonly OrderedSet _pictures = new();
    private readonly OrderedSet _lookalikes = new();
    private readonly OrderedSet _lookalikeKinds = new();
    private readonly OrderedSet _cheap = new();
    private readonly OrderedSet _random = new();
    private readonly OrderedSet _clicked = new();
    private readonly OrderedSet _clickedAddresses = new();
    private readonly OrderedSet _disguisedIps = new();
    private readonly OrderedSet _mixed = new();
    private readonly OrderedSet _paths = new();
    private readonly HashSet<string> _compared = new(StringComparer.Ordinal);
    private int _wrappers;

    /// <summary>The addresses, the inner ones of wrapped ones included.</summary>
    public List<JudgedLink> All { get; } = [];

    /// <summary>Adds an address and what it leads to.</summary>
    public void Add(Link link, LinkPlace place, int maxUrlChars)
    {
        var judged = Judge(link, place, null);
        var outer = judged;
        foreach (var inner in LinkUnwrapping.Layers(link, maxUrlChars))
        {
            var next = Judge(inner, place, outer.Link.Host);
            NoteLayer(outer, next);
            outer = next;
        }
    }

    /// <summary>Sets the facts.</summary>
    /// <param name="context">The message.</param>
    /// <param name="sender">The sender: what is his own speaks for nothing.</param>
    public void SetFacts(InspectionContext context, SenderParts sender)
    {
        var owners = BrandList.OwnersOf(sender.Domain);
        bool IsSenders(string host) => owners.Count > 0 && BrandList.OwnersOf(host).Any(owner => owners.Contains(owner));
        context.Set(LinkFacts.Clicked, _clicked.Items);
        if (_clicked.Items.Count > 0) context.Set(LinkFacts.ClickedCount, _clicked.Items.Count);
        context.Set(LinkFacts.Redirects, _redirects.Items);
        context.Set(LinkFacts.OpenRedirects, [.. _openRedirects.Items.Where(item => !IsSenders(item[..item.IndexOf(' ', StringComparison.Ordinal)]))]);
        context.Set(LinkFacts.Unwrapped, _unwrapped.Items);
        if (_wrappers > 0) context.Set(LinkFacts.Wrapped, _wrappers);
        context.Set(LinkFacts.Shorteners, _shorteners.Items);
        context.Set(LinkFacts.FreeSites, [.. _sites.Items.Where(host => !OwnSites.IsOf(sender, host))]);
        context.Set(LinkFacts.Storage, _storage.Items);
        context.Set(LinkFacts.Files, _files.Items);
        context.Set(LinkFacts.FormServices, _forms.Items);
        context.Set(LinkFacts.Dynamic, _dynamic.Items);
        context.Set(LinkFacts.Ipfs, _ipfs.Items);
        context.Set(LinkFacts.PublicPictures, [.. _pictures.Items.Where(host => !IsSenders(host))]);
        context.Set(LinkFacts.Lookalikes, _lookalikes.Items);
        context.Set(LinkFacts.LookalikeKinds, _lookalikeKinds.Items);
        context.Set(LinkFacts.CheapNames, _cheap.Items);
        context.Set(LinkFacts.RandomNames, _random.Items);
        context.Set(LinkFacts.ClickedIps, _clickedAddresses.Items);
        context.Set(LinkFacts.DisguisedIps, _disguisedIps.Items);
        context.Set(LinkFacts.MixedNames, _mixed.Items);
        context.Set(LinkFacts.LurePaths, _paths.Items);
    }

    private JudgedLink Judge(Link link, LinkPlace place, string? through)
    {
        var judged = new JudgedLink(link, place, RegisteredName.Of(link.Host), HostClasses.Of(link.Host), through);
        if (!judged.IsWeb || IsVocabulary(link.Host)) return judged;
        All.Add(judged);
        if (judged.IsFollowed) NoteFollowed(judged);
        else if ((judged.Class & HostClass.Picture) != HostClass.None) _pictures.Add(link.Host);
        return judged;
    }

    /// <summary>Addresses that stand in pages as names of formats.</summary>
    private static bool IsVocabulary(string host) => host is "www.w3.org" or "schemas.microsoft.com" or "schemas.openxmlformats.org" or "schema.org" or "ogp.me" or "purl.org" or "xmlns.com";

    private void NoteFollowed(JudgedLink judged)
    {
        var (link, kinds) = (judged.Link, judged.Class);
        _clicked.Add(judged.Site);
        if ((kinds & HostClass.Shortener) != HostClass.None) _shorteners.Add(link.Host);
        if ((kinds & HostClass.Site) != HostClass.None) _sites.Add(link.Host);
        if ((kinds & HostClass.Storage) != HostClass.None) _storage.Add(link.Host);
        if ((kinds & HostClass.File) != HostClass.None) _files.Add(link.Host);
        if ((kinds & HostClass.Form) != HostClass.None) _forms.Add(link.Host);
        if ((kinds & HostClass.Dynamic) != HostClass.None) _dynamic.Add(link.Host);
        if ((kinds & HostClass.Ipfs) != HostClass.None) _ipfs.Add(link.Host);
        if (link.IsIpHost)
        {
            if (!HouseAddresses.Contains(link.Host)) _clickedAddresses.Add(link.Host);
            // The host is read as browsers read it; where the address itself has it otherwise, it was written so as not to be read.
            if (!link.Url.ContainsAnyCase(link.Host)) _disguisedIps.Add(link.Url);
        }

        if ((kinds & (HostClass.Mailer | HostClass.Wrapper | HostClass.Storage)) != HostClass.None) return;
        NoteName(judged);
    }

    private void NoteName(JudgedLink judged)
    {
        var host = judged.Link.Host;
        if (judged.Link.IsIpHost) return;
        if (LurePaths.In(judged.Link) is { } words) _paths.Add(words);
        if (!_compared.Add(host) || _compared.Count > MaxCompared || BrandList.OwnersOf(host).Count > 0) return;
        if (RegisteredName.IsCheap(host)) _cheap.Add(judged.Site);
        if ((judged.Class & (HostClass.Site | HostClass.Delivery | HostClass.Dynamic | HostClass.Tenant)) == HostClass.None && (MachineNames.LooksRandom(RegisteredName.LabelOf(host, out _, out _)) || RandomFront(host, judged.Site))) _random.Add(host);
        if (judged.Link.IsPunycode && MixedScripts.IsMixed(host)) _mixed.Add(host);
        if (Lookalikes.Of(host) is not { } lookalike) return;
        _lookalikes.Add($"{host} ~ {lookalike.Brand.Name} ({NameOf(lookalike.Kind)})");
        _lookalikeKinds.Add(NameOf(lookalike.Kind));
    }

    /// <summary>Links of calendars and documents that Google itself has put through its counter: signed and with an end, so that they lead nobody on later without being asked.</summary>
    private static bool IsSigned(Link link) =>
        link.Host.StartsWith("www.google.", StringComparison.Ordinal) && link.Url.Contains("/url?", StringComparison.Ordinal)
        && link.Url.Contains("ust=", StringComparison.Ordinal) && link.Url.Contains("usg=AOvVaw", StringComparison.Ordinal);

    private static bool RandomFront(string host, string site)
    {
        if (host.Length <= site.Length + 1) return false;
        foreach (var label in host[..^(site.Length + 1)].Split('.'))
            if (MachineNames.LooksRandom(label)) return true;
        return false;
    }

    private void NoteLayer(JudgedLink outer, JudgedLink inner)
    {
        _unwrapped.Add(inner.Link.Url);
        if ((outer.Class & HostClass.Wrapper) != HostClass.None)
        {
            _wrappers++;
            return;
        }

        if (!outer.IsWeb || outer.Site == inner.Site || !inner.IsFollowed) return;
        _redirects.Add($"{outer.Link.Host} → {inner.Link.Host}");
        if ((outer.Class & HostClass.Mailer) != HostClass.None || IsSigned(outer.Link)) return;
        var owners = BrandList.OwnersOf(outer.Link.Host);
        if (owners.Count > 0 && !owners.Any(owner => BrandList.Owns(owner, inner.Link.Host))) _openRedirects.Add($"{outer.Link.Host} → {inner.Link.Host}");
    }

    internal static string NameOf(LookalikeKind kind) => kind switch
    {
        LookalikeKind.LooksTheSame => "looks the same",
        LookalikeKind.OneLetterOff => "one letter off",
        LookalikeKind.Combined => "name and more",
        LookalikeKind.OtherEnding => "other ending",
        _ => "name in front",
    };
}
