using Sekisho.Inspect.Brands;
using Sekisho.Inspect.Domains;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Html;
using Sekisho.Inspect.Language.Text;
using Sekisho.Inspect.Links;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Structure;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Language.Features;

/// <summary>
/// Says how a message is made, in words that hold for any year: who links to whom, how much text there is, tricks with
/// letters, how the sender's name goes with the address. Nothing of it depends on fields that mail programs write about themselves.
/// </summary>
internal static class ShapeReader
{
    /// <summary>What other signals have found and the classifier may weigh, with the words for it.</summary>
    private static readonly (Fact Fact, string Words)[] Findings =
    [
        (LinkFacts.FreeSites, "link to a site that anyone builds"),
        (LinkFacts.Shorteners, "link through a shortener"),
        (LinkFacts.Storage, "link to a bucket"),
        (LinkFacts.CheapNames, "link to a cheap name"),
        (LinkFacts.RandomNames, "link to a name made by chance"),
        (LinkFacts.OpenRedirects, "link through an open redirect"),
        (LinkFacts.LurePaths, "link with a lure in the path"),
        (LinkFacts.Lookalikes, "link to a lookalike"),
        (LinkFacts.IpHosts, "link to a number"),
        (BrandFacts.InName, "well-known name that is not the sender's in the name"),
        (BrandFacts.InSubject, "well-known name that is not the sender's in the subject"),
        (BrandFacts.InText, "speaks as a well-known name that is not the sender's"),
        (BrandFacts.Unlinked, "well-known sender without a link to it"),
        (BrandFacts.NoDomain, "sender that cannot be answered"),
        (BrandFacts.Freemail, "sender at a free mail service"),
        (BrandFacts.Tenant, "sender below a large service"),
        (BrandFacts.Cheap, "sender under a cheap name"),
        (BrandFacts.Random, "sender's domain looks random"),
        (BrandFacts.RandomLocal, "sender's address looks random"),
        (BrandFacts.ReplyFreemail, "answers go to a free mail service"),
        (BrandFacts.FalseReply, "an answer to nothing"),
        (BrandFacts.InPictures, "pictures of a well-known name that is not the sender's"),
        (BrandFacts.TextRecipient, "addressed by mail address"),
        (BrandFacts.SubjectRecipient, "mail address in the subject"),
        (LinkFacts.PublicPictures, "pictures from a place where anyone puts them up"),
        (LinkFacts.Recipient, "link with the recipient's address"),
        (LinkFacts.Files, "link to a shared file"),
        (LinkFacts.FormServices, "link to a form that anyone makes"),
        (HtmlFacts.TinyLetters, "text too small to read"),
        (StructureFacts.ReplyToDiffers, "answers go to another domain"),
        (StructureFacts.NameHasAddress, "another address in the sender's name"),
    ];

    /// <summary>Adds the tokens.</summary>
    public static void Read(InspectionContext context, MessageShape shape, FeatureSet features)
    {
        foreach (var (fact, words) in Findings)
            if (context.Facts.Values.TryGetValue(fact.Name, out var value) && value is not false) features.AddShape(words);
        AddLinks(context, shape, features);
        AddText(shape, features);
        AddPages(context, shape, features);
        AddName(context, features);
        AddAddressing(context, shape, features);
        foreach (var group in shape.Phrases.Select(phrase => phrase.Group).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) features.AddShape($"wording: {group}");
        AddPairs(features);
    }

    /// <summary>Two traits say more than both alone: a free mail service is nothing, nor is a bank's name; a bank's name at a free mail service is.</summary>
    private static void AddPairs(FeatureSet features)
    {
        var names = features.ShapeNames;
        for (var second = 1; second < names.Count; second++)
            for (var first = 0; first < second; first++) features.AddPair(names[first], names[second]);
    }

    private static void AddAddressing(InspectionContext context, MessageShape shape, FeatureSet features)
    {
        var facts = context.Facts.Values;
        var from = facts.GetValueOrDefault(StructureFacts.From.Name) as string ?? "";
        var to = facts.GetValueOrDefault(StructureFacts.To.Name) as string[] ?? [];
        if (to.Length == 0) features.AddShape("addressed to nobody");
        if (Money.IsIn(shape.Subject)) features.AddShape("an amount of money in the subject");
        if (Money.IsIn(facts.GetValueOrDefault(StructureFacts.FromName.Name) as string ?? "")) features.AddShape("an amount of money in the sender's name");
        var local = from.AsSpan(0, Math.Max(0, from.IndexOf('@', StringComparison.Ordinal)));
        if (local.Length >= 20 && !local.Contains('=') && !local.Contains('+')) features.AddShape("a very long address before the at sign");
        var paths = facts.GetValueOrDefault(LinkFacts.Urls.Name) as string[] ?? [];
        if (Array.Exists(paths, LinkPaths.IsMadeOfRuns)) features.AddShape("link path of runs of letters and digits");
        if (facts.ContainsKey(LinkFacts.Elsewhere.Name) && IsBorrowed(shape.Links)) features.AddShape("first link leads away from all others");
        var anchors = shape.Links.Select(link => link.Target).Where(target => target.StartsWith("http", StringComparison.OrdinalIgnoreCase)).ToHashSet(StringComparer.Ordinal);
        if (anchors.Count == 1 && shape.Links.Count > 1) features.AddShape("all links to one address");
    }

    /// <summary>Below the lure stands a newsletter that somebody else wrote, with its links: the first link is the lure's, and all others know each other.</summary>
    private static bool IsBorrowed(IReadOnlyList<HtmlLink> links)
    {
        const int FewestOthers = 5;
        var sites = new List<string>();
        foreach (var link in links)
            if (Uri.TryCreate(link.Target, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") sites.Add(RegisteredName.Of(address.Host));
        if (sites.Count <= FewestOthers) return false;
        var others = sites.Where(site => site != sites[0]).ToList();
        return sites.Count - others.Count <= 3 && others.Count >= FewestOthers && others.CountBy(site => site).Max(site => site.Value) * 2 > others.Count;
    }

    private static void AddLinks(InspectionContext context, MessageShape shape, FeatureSet features)
    {
        var facts = context.Facts.Values;
        if (shape.Links.Count == 0)
        {
            // Who writes plain text (people, mailing lists) names other sites as often as the own.
            features.AddShape(facts.ContainsKey(LinkFacts.Domains.Name) ? "links in plain text only" : "no links");
            return;
        }

        var sites = facts.GetValueOrDefault(LinkFacts.ClickedCount.Name) is long count ? count : 0;
        var elsewhere = facts.ContainsKey(LinkFacts.Elsewhere.Name);
        if (facts.ContainsKey(LinkFacts.SenderSite.Name)) features.AddShape(sites == 1 ? "all links to the sender's site" : "a link to the sender's site");
        if (!elsewhere) return;
        features.AddShape("no link to the sender's site");
        if (sites == 1) features.AddShape(shape.Links.Count > 3 ? "many links, all to one site that is not the sender's" : "all links to one site that is not the sender's");
        var pictures = shape.Links.Count(link => link.HasPicture && link.Text.Length == 0);
        if (pictures * 2 > shape.Links.Count) features.AddShape("most links are pictures");
    }

    private static void AddText(MessageShape shape, FeatureSet features)
    {
        var (text, words) = (shape.Text, shape.Words);
        var size = words.Words + words.EastAsian / 2;
        if (size < 12) features.AddShape("hardly any text");
        else if (size < 50) features.AddShape("a few lines");
        if (text.SplitWords > 1) features.AddShape("letters without width within words");
        if (text.MixedLetters > 2) features.AddShape("letters of other scripts within words");
        if (text.StyledLetters > 4) features.AddShape("letters made for formulas");
        if (text.Pictures > 5) features.AddShape("many picture signs");
        if (text.Exclamations > 2 && text.Exclamations * 25 > size) features.AddShape("very many exclamation marks");
        var letters = shape.Subject.Count(char.IsLetter);
        if (letters > 8 && shape.Subject.Count(char.IsUpper) * 2 > letters) features.AddShape("subject in capitals");
        if (shape.Subject.Count(char.IsDigit) >= 6) features.AddShape("a long number in the subject");
        if (shape.Subject.Length == 0) features.AddShape("no subject");
        if (shape.Subject.AsSpan().ContainsAnyInRange('\uD83C', '\uD83E') || shape.Subject.AsSpan().ContainsAnyInRange('\u2600', '\u27BF')) features.AddShape("picture signs in the subject");
    }

    private static void AddPages(InspectionContext context, MessageShape shape, FeatureSet features)
    {
        var (hidden, visible, split, pictures) = (0, 0, 0, 0);
        foreach (var part in context.Leaves)
        {
            if (!Attachments.AttachmentSignal.IsBody(part) || !HtmlPages.IsPage(context, part)) continue;
            var view = context.ViewOf(part);
            hidden += view.HiddenLetters.Values.Sum();
            visible += view.VisibleLetters;
            split += view.SplitByHidden + view.SplitByZeroWidth;
            pictures += view.Images.Count(image => !image.IsTracker);
        }

        if (pictures > 0 && shape.Words.Words + shape.Words.EastAsian / 2 < 30) features.AddShape("a picture in place of text");
        if (hidden > 400 && hidden > visible) features.AddShape("more hidden text than visible text");
        if (split > 2) features.AddShape("words cut by something hidden");
    }

    private static string Transcribed(string word) =>
        word.ToLowerInvariant().Replace("ä", "ae", StringComparison.Ordinal).Replace("ö", "oe", StringComparison.Ordinal).Replace("ü", "ue", StringComparison.Ordinal).Replace("ø", "oe", StringComparison.Ordinal).Replace("å", "aa", StringComparison.Ordinal);

    /// <summary>People and firms have addresses with a part of their name in it; those who borrow a name have not.</summary>
    private static void AddName(InspectionContext context, FeatureSet features)
    {
        var address = context.Facts.Values.GetValueOrDefault(StructureFacts.From.Name) as string ?? "";
        var name = context.Facts.Values.GetValueOrDefault(StructureFacts.FromName.Name) as string ?? "";
        if (name.Length == 0)
        {
            features.AddShape("sender without a name");
            return;
        }

        if (name.AsSpan().ContainsAnyInRange('\uD83C', '\uD83E')) features.AddShape("picture signs in the sender's name");
        var (compared, found) = (0, false);
        var joined = address.Replace("-", "", StringComparison.Ordinal);
        foreach (var written in name.Split([' ', '.', ',', '-', '_', '"', '\'', '(', ')', '/', '&', '|', '@'], StringSplitOptions.RemoveEmptyEntries))
        {
            // "Müller" writes from "mueller" or "muller".
            var word = PlainLetters.Fold(written);
            if (word.Length < 3 || !word.All(char.IsAsciiLetter)) continue;
            compared++;
            found |= joined.ContainsAnyCase(word) || written.Length == word.Length && joined.ContainsAnyCase(Transcribed(written));
        }

        if (compared > 0) features.AddShape(found ? "sender's name is in the address" : "sender's name is not in the address");
    }
}
