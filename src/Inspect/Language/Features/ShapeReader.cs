using System.Collections.Frozen;
using Sekisho.Inspect.Attachments;
using Sekisho.Inspect.Html;
using Sekisho.Inspect.Links;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Structure;

namespace Sekisho.Inspect.Language.Features;

/// <summary>
/// Says how a message is made, in words that hold for any year: who links to whom, how much text there is, tricks with
/// letters, how the sender's name goes with the address. Nothing of it depends on fields that mail programs write about themselves.
/// </summary>
internal static class ShapeReader
{
    /// <summary>Where anybody gets an address for nothing.</summary>
    private static readonly FrozenSet<string> FreeMail = ((string[])
        ["gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "yahoo.co.jp", "ymail.com", "aol.com", "icloud.com", "me.com", "mail.com", "gmx.de", "gmx.net", "gmx.com", "web.de", "proton.me", "protonmail.com", "mail.ru", "yandex.ru", "yandex.com", "zoho.com", "uol.com.br", "bol.com.br", "terra.com.br", "libero.it", "orange.fr", "free.fr", "laposte.net", "t-online.de", "qq.com", "163.com", "126.com", "sina.com", "naver.com", "hanmail.net"])
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds the tokens.</summary>
    public static void Read(InspectionContext context, MessageShape shape, FeatureSet features)
    {
        AddLinks(context, shape, features);
        AddText(context, shape, features);
        AddSender(context, shape, features);
        AddReply(context, shape, features);
    }

    private static void AddLinks(InspectionContext context, MessageShape shape, FeatureSet features)
    {
        var bySite = new Dictionary<string, int>(StringComparer.Ordinal);
        var (pictures, wordless) = (0, 0);
        foreach (var link in shape.Links)
        {
            if (LinkReader.Read(link.Target, context.Limits.MaxUrlChars) is not { } target || target.Host.Length == 0 || target.Scheme is "mailto" or "tel") continue;
            var site = AnchorText.SiteOf(target.Host);
            bySite[site] = bySite.GetValueOrDefault(site) + 1;
            if (link.HasPicture) pictures++;
            if (link.Text.Length == 0) wordless++;
        }

        if (bySite.Count == 0)
        {
            // Who writes plain text (people, mailing lists) names other sites as often as the own.
            features.AddShape(context.Facts.Values.ContainsKey(LinkFacts.Domains.Name) ? "links in plain text only" : "no links");
            return;
        }

        var all = bySite.Values.Sum();
        features.AddShape(bySite.Count switch { 1 => "links to one site", 2 => "links to two sites", <= 5 => "links to some sites", _ => "links to many sites" });
        var own = bySite.GetValueOrDefault(shape.Site);
        features.AddShape(own == 0 ? "no link to the sender's site" : own == all ? "all links to the sender's site" : own * 2 >= all ? "most links to the sender's site" : "some links to the sender's site");
        if (own == 0 && bySite.Count == 1) features.AddShape("all links to one site that is not the sender's");
        if (bySite.Count == 1 && all > 3) features.AddShape("many links, all to one site");
        if (wordless * 2 > all && pictures > 0) features.AddShape("most links are pictures");
    }

    private static void AddText(InspectionContext context, MessageShape shape, FeatureSet features)
    {
        var (text, words) = (shape.Text, shape.Words);
        var size = words.Words + words.EastAsian / 2;
        features.AddShape(size switch { < 12 => "hardly any text", < 50 => "a few lines", < 200 => "a short text", < 800 => "a text", _ => "a long text" });
        if (text.SplitWords > 1) features.AddShape("letters without width within words");
        if (text.MixedLetters > 2) features.AddShape("letters of other scripts within words");
        if (text.StyledLetters > 4) features.AddShape("letters made for formulas");
        if (text.Pictures > 5) features.AddShape("many picture signs");
        if (text.Exclamations > 2 && text.Exclamations * 25 > size) features.AddShape("very many exclamation marks");
        AddPages(context, features, size);
        var letters = shape.Subject.Count(char.IsLetter);
        if (letters > 8 && shape.Subject.Count(char.IsUpper) * 2 > letters) features.AddShape("subject in capitals");
        if (shape.Subject.Count(char.IsDigit) >= 6) features.AddShape("a long number in the subject");
        if (shape.Subject.Length == 0) features.AddShape("no subject");
        if (shape.Subject.AsSpan().ContainsAnyInRange('\uD83C', '\uD83E') || shape.Subject.AsSpan().ContainsAnyInRange('\u2600', '\u27BF')) features.AddShape("picture signs in the subject");
    }

    private static void AddPages(InspectionContext context, FeatureSet features, int size)
    {
        var (hidden, visible, split, pictures) = (0, 0, 0, 0);
        foreach (var part in context.Leaves)
        {
            if (!AttachmentSignal.IsBody(part) || !HtmlPages.IsPage(context, part)) continue;
            var view = context.ViewOf(part);
            hidden += view.HiddenLetters.Values.Sum();
            visible += view.VisibleLetters;
            split += view.SplitByHidden + view.SplitByZeroWidth;
            pictures += view.Images.Count(image => !image.IsTracker);
        }

        if (pictures > 0 && size < 30) features.AddShape("a picture in place of text");
        if (hidden > 400 && hidden > visible) features.AddShape("more hidden text than visible text");
        if (split > 2) features.AddShape("words cut by something hidden");
    }

    private static void AddSender(InspectionContext context, MessageShape shape, FeatureSet features)
    {
        var facts = context.Facts.Values;
        var address = facts.GetValueOrDefault(StructureFacts.From.Name) as string ?? "";
        var domain = facts.GetValueOrDefault(StructureFacts.FromDomain.Name) as string ?? "";
        var name = facts.GetValueOrDefault(StructureFacts.FromName.Name) as string ?? "";
        var local = address.Length > domain.Length ? address[..^domain.Length].TrimEnd('@').ToLowerInvariant() : address;
        if (FreeMail.Contains(domain)) features.AddShape("sender at a free mail service");
        if (LooksRandom(local)) features.AddShape("sender's address looks random");
        if (LooksRandom(shape.Site.Split('.')[0])) features.AddShape("sender's domain looks random");
        if (domain.Count(character => character == '.') >= 3) features.AddShape("sender's domain is deep");
        if (shape.Site.AsSpan().Count('-') >= 2) features.AddShape("sender's domain has many hyphens");
        if (!domain.Contains('.', StringComparison.Ordinal)) features.AddShape("sender's domain is none");
        if (facts.ContainsKey(StructureFacts.NameHasAddress.Name)) features.AddShape("another address in the sender's name");
        if (name.Length == 0) features.AddShape("sender without a name");
        else AddName(name, local, domain, features);
        if (!facts.ContainsKey(StructureFacts.ReplyToDiffers.Name)) return;
        var replies = facts.GetValueOrDefault(StructureFacts.ReplyTo.Name) as string[] ?? [];
        features.AddShape(replies.Any(reply => FreeMail.Contains(reply[(reply.LastIndexOf('@') + 1)..])) && !FreeMail.Contains(domain) ? "answers go to a free mail service" : "answers go to another domain");
    }

    /// <summary>People and firms have addresses with a part of their name in it; those who borrow a name have not.</summary>
    private static void AddName(string name, string local, string domain, FeatureSet features)
    {
        if (name.AsSpan().ContainsAnyInRange('\uD83C', '\uD83E')) features.AddShape("picture signs in the sender's name");
        var (compared, found) = (0, false);
        foreach (var word in name.ToLowerInvariant().Split([' ', '.', ',', '-', '_', '"', '\'', '(', ')', '/', '&', '|', '@'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.Length < 3 || !word.All(char.IsAsciiLetter)) continue;
            compared++;
            found |= local.Contains(word, StringComparison.Ordinal) || domain.Contains(word, StringComparison.Ordinal);
        }

        if (compared > 0) features.AddShape(found ? "sender's name is in the address" : "sender's name is not in the address");
    }

    private static void AddReply(InspectionContext context, MessageShape shape, FeatureSet features)
    {
        var subject = shape.Subject.AsSpan().TrimStart();
        var claims = subject.StartsWith("re:", StringComparison.OrdinalIgnoreCase) || subject.StartsWith("aw:", StringComparison.OrdinalIgnoreCase) || subject.StartsWith("sv:", StringComparison.OrdinalIgnoreCase);
        if (!claims) return;
        if (context.Message.Header("In-Reply-To") is null && context.Message.Header("References") is null) features.AddShape("an answer to nothing");
    }

    /// <summary>Letters and digits in turns, or letters that nobody can say.</summary>
    private static bool LooksRandom(string text)
    {
        var (turns, run, longest, digits) = (0, 0, 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i])) digits++;
            if (i > 0 && char.IsAsciiDigit(text[i]) != char.IsAsciiDigit(text[i - 1])) turns++;
            run = char.IsAsciiLetter(text[i]) && !"aeiouy".Contains(text[i], StringComparison.Ordinal) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return turns >= 4 || digits >= 6 || longest >= 6;
    }
}
