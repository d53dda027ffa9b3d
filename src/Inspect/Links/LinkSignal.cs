using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Brands;
using Sekisho.Inspect.Domains;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Html;
using Sekisho.Inspect.Pipeline;
using Sekisho.Mime;

namespace Sekisho.Inspect.Links;

/// <summary>Collects the addresses of a message.</summary>
internal sealed class LinkSignal : ISignal
{
    /// <summary>Shorter names stand in others by chance, in characters.</summary>
    private const int ShortestKinChars = 6;

    public string Name => "links";

    public FactGroup Facts => LinkFacts.Group;

    public ValueTask ExamineAsync(InspectionContext context)
    {
        var collector = new LinkCollector(context.Limits.MaxLinks, context.Limits.MaxUrlChars);
        long chars = 0, htmlParts = 0, scripts = 0, forms = 0, frames = 0;
        foreach (var part in context.Leaves)
        {
            var isHtml = HtmlPages.IsPage(context, part);
            var isDeclared = isHtml || IsDeclaredText(part);
            if (!isDeclared && !IsText(context, part)) continue;
            var text = context.ReadText(part, isShown: isDeclared);
            chars += text.Length;
            collector.Base = null;
            var shifted = ShiftSequences.Remove(text);
            if (!isHtml)
            {
                if (FoldedLines.Joined(text) is { } joined) HtmlLinks.Find(joined, collector, context.Cancellation);
                else TextLinks.Find(text, collector);
                if (shifted is not null) TextLinks.Find(shifted, collector);
                continue;
            }

            htmlParts++;
            var found = HtmlLinks.Find(text, collector, context.Cancellation);
            if (shifted is not null) HtmlLinks.Find(shifted, collector, context.Cancellation);
            (scripts, forms, frames) = (scripts + found.Scripts, forms + found.Forms, frames + found.Frames);
        }

        foreach (var (text, isPage) in context.FoundTexts)
        {
            collector.Base = null;
            chars += text.Length;
            if (isPage) HtmlLinks.Find(text, collector, context.Cancellation);
            else TextLinks.Find(text, collector);
        }

        collector.Base = null;
        foreach (var address in context.FoundAddresses) collector.Add(address, LinkPlace.Anchor);
        if (collector.HasCutHost) context.NoteLimit(nameof(context.Limits.MaxUrlChars));
        if (collector.IsFull) context.NoteLimit(nameof(context.Limits.MaxLinks));
        context.Set(LinkFacts.TextChars, chars);
        if (htmlParts > 0)
        {
            context.Set(LinkFacts.HtmlParts, htmlParts);
            context.Set(LinkFacts.Scripts, scripts);
            context.Set(LinkFacts.HtmlForms, forms);
            context.Set(LinkFacts.Frames, frames);
        }

        SetFacts(context, collector);
        JudgeHosts(context, collector);
        return ValueTask.CompletedTask;
    }

    private static bool IsDeclaredText(MimePart part) =>
        part.ContentType.Type == "text" || part.ContentType.MediaType is "message/delivery-status" or "message/disposition-notification" or "application/xml" or "application/json";

    /// <summary>By content: a text is one also as application/octet-stream. The other wrappings of messages are binary.</summary>
    private static bool IsText(InspectionContext context, MimePart part) =>
        context.KindOf(part) is { Family: FileFamily.Text or FileFamily.Script } or { Id: "eml" or "mbox" };

    private static void SetFacts(InspectionContext context, LinkCollector collector)
    {
        var lists = new Lists();
        foreach (var (link, place) in collector.Found) lists.Add(link, place);
        context.Set(LinkFacts.Count, lists.Urls.Items.Count);
        context.Set(LinkFacts.Urls, lists.Urls.Items);
        context.Set(LinkFacts.Hosts, lists.Hosts.Items);
        context.Set(LinkFacts.Domains, [.. lists.Hosts.Items.Select(RegisteredName.Of).Distinct(StringComparer.Ordinal)]);
        context.Set(LinkFacts.Schemes, lists.Schemes.Items);
        context.Set(LinkFacts.Anchors, lists.Anchors);
        context.Set(LinkFacts.Resources, lists.Resources.Items);
        context.Set(LinkFacts.Forms, lists.Forms.Items);
        context.Set(LinkFacts.Refresh, lists.Refresh.Items);
        context.Set(LinkFacts.BaseHost, lists.BaseHost);
        context.Set(LinkFacts.IpHosts, lists.IpHosts.Items);
        context.Set(LinkFacts.UserInfo, lists.UserInfo.Items);
        context.Set(LinkFacts.Punycode, lists.Punycode.Items);
        context.Set(LinkFacts.Ports, lists.Ports.Items);
        context.Set(LinkFacts.Mismatched, collector.Mismatched.Items);
        context.Set(LinkFacts.MismatchedBrands, [.. collector.Mismatched.Items.Where(IsOfBrand)]);
        if (lists.Data > 0) context.Set(LinkFacts.DataUris, lists.Data);
        if (lists.ScriptUris > 0) context.Set(LinkFacts.ScriptUris, lists.ScriptUris);
    }

    private static void JudgeHosts(InspectionContext context, LinkCollector collector)
    {
        var hosts = new LinkHosts();
        foreach (var (link, place) in collector.Found) hosts.Add(link, place, context.Limits.MaxUrlChars);
        context.Links = hosts.All;
        hosts.SetFacts(context, SenderParts.Of(context));
        RecipientLinks.Examine(context, hosts.All);
        SetSenderSite(context, hosts.All);
    }

    /// <summary>Whether the named site is a well-known one and the target is not its own, nor one that counts clicks for others.</summary>
    private static bool IsOfBrand(string mismatch)
    {
        var arrow = mismatch.IndexOf(" → ", StringComparison.Ordinal);
        var (named, target) = (mismatch[..arrow], mismatch[(arrow + 3)..]);
        var owners = BrandList.OwnersOf(named);
        return owners.Count > 0 && !BrandList.OwnersOf(target).Any(owner => owners.Contains(owner)) && (HostClasses.Of(target) & (HostClass.Mailer | HostClass.Wrapper)) == HostClass.None;
    }

    private static void SetSenderSite(InspectionContext context, IReadOnlyList<JudgedLink> links)
    {
        var (name, _, _, sender) = SenderParts.Of(context);
        var site = RegisteredName.Of(sender);
        var owners = BrandList.OwnersOf(sender);
        var named = BrandList.Whole(PlainLetters.Fold(name));
        var isOfUsers = (HostClasses.Of(sender) & HostClass.Freemail) != HostClass.None;
        bool clicks = false, pictures = false, others = false, strangers = false, counted = false, social = false;
        foreach (var link in links)
        {
            var hosts = BrandList.OwnersOf(link.Link.Host);
            var isSenders = link.Site == site || owners.Count > 0 && hosts.Any(owner => owners.Contains(owner));
            if (isSenders && link.IsFollowed) clicks = true;
            else if (isSenders || link.IsFollowed && (IsKin(site, link) || PublicBodies.AreOfOneState(sender, link.Link.Host))) pictures = true;
            else if (link.IsFollowed && (link.Class & HostClass.Mailer) != HostClass.None) counted = true;
            else if (link.IsFollowed && SocialSites.Contains(link.Link.Host)) social = true;
            else if (link.IsFollowed && !link.IsFont)
            {
                others = true;
                if (named is null || !hosts.Contains(named)) strangers = true;
            }
        }

        // "Follow us" beside links whose clicks a service counts tells nothing of where those lead.
        if (social && !counted) others = strangers = true;
        if (clicks) context.Set(LinkFacts.SenderSite, true);
        // Where every click leads to the well-known name that the sender gives as his, it takes nobody astray: brands write from more domains than a list knows.
        else if (strangers && others && !pictures && !isOfUsers) context.Set(LinkFacts.Elsewhere, true);
    }

    /// <summary>
    /// The sender's name stands in the site's or the other way about ("lindenhaus-mail.com" and "lindenhaus.com"): firms have
    /// a second domain for mail. Says nothing where the site is a well-known one: its name is what impostors borrow.
    /// </summary>
    private static bool IsKin(string site, JudgedLink link)
    {
        if ((link.Class & ~(HostClass.Mailer | HostClass.Plain)) != HostClass.None || BrandList.OwnersOf(link.Link.Host).Count > 0) return false;
        var mine = RegisteredName.LabelOf(site, out _, out var isShared);
        var its = RegisteredName.LabelOf(link.Link.Host, out _, out var isItsShared);
        if (isShared || isItsShared || Math.Min(mine.Length, its.Length) < ShortestKinChars) return false;
        return mine.Contains(its, StringComparison.Ordinal) || its.Contains(mine, StringComparison.Ordinal);
    }

    private sealed class Lists
    {
        public OrderedSet Urls { get; } = new();

        public OrderedSet Hosts { get; } = new();

        public OrderedSet Schemes { get; } = new();

        public OrderedSet Resources { get; } = new();

        public OrderedSet Forms { get; } = new();

        public OrderedSet Refresh { get; } = new();

        public OrderedSet IpHosts { get; } = new();

        public OrderedSet UserInfo { get; } = new();

        public OrderedSet Punycode { get; } = new();

        public OrderedSet Ports { get; } = new();

        public string? BaseHost { get; private set; }

        public long Anchors { get; private set; }

        public long Data { get; private set; }

        public long ScriptUris { get; private set; }

        public void Add(Link link, LinkPlace place)
        {
            Schemes.Add(link.Scheme);
            if (link.Scheme == "data") Data++;
            if (link.Scheme is "javascript" or "vbscript") ScriptUris++;
            if (link.Scheme is "cid" or "data" or "about") return;
            Urls.Add(link.Url);
            if (place == LinkPlace.Anchor) Anchors++;
            if (place == LinkPlace.Refresh) Refresh.Add(link.Url);
            if (link.Host.Length == 0) return;
            AddHost(link, place);
        }

        private void AddHost(Link link, LinkPlace place)
        {
            Hosts.Add(link.Host);
            if (place == LinkPlace.Resource) Resources.Add(link.Host);
            if (place == LinkPlace.Form) Forms.Add(link.Host);
            if (place == LinkPlace.Base) BaseHost ??= link.Host;
            if (link.IsIpHost) IpHosts.Add(link.Host);
            if (link is { HasUserInfo: true, HasLogin: false }) UserInfo.Add(link.Url);
            if (link.IsPunycode) Punycode.Add(link.Host);
            if (link.Port > 0) Ports.Add($"{link.Host}:{link.Port}");
        }
    }
}
