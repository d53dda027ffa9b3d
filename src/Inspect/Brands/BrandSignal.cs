using Sekisho.Inspect.Domains;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Links;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Structure;

namespace Sekisho.Inspect.Brands;

/// <summary>Compares the well-known names that a message gives with the domains it comes from and leads to.</summary>
internal sealed class BrandSignal : ISignal
{
    /// <summary>The text opens within so many characters.</summary>
    private const int OpeningChars = 250;

    /// <summary>So much of the beginning and of the end of a text is searched for names, in characters: who poses does so at the top and signs at the end.</summary>
    private const int SpokenChars = 4_000, SignedChars = 2_000;

    public string Name => "brands";

    public FactGroup Facts => BrandFacts.Group;

    public ValueTask ExamineAsync(InspectionContext context)
    {
        var sender = SenderParts.Of(context);
        var owners = IsPostmaster(sender) ? BrandList.HoldersOf(sender.Domain) : BrandList.OwnersOf(sender.Domain);
        context.Set(BrandFacts.Owner, [.. owners.Select(owner => owner.Name)]);
        // A regional bank may use its association's name; that alone does not make it trusted as the brand.
        var regional = BrandList.RegionalOf(sender.Domain);
        var linked = new HashSet<Brand>();
        var clicks = 0;
        HashSet<Brand>? everywhere = null;
        foreach (var link in context.Links)
        {
            if (!link.IsFollowed || link.IsFont) continue;
            var hosts = BrandList.OwnersOf(link.Link.Host);
            linked.UnionWith(hosts);
            if ((link.Class & (HostClass.Mailer | HostClass.Wrapper)) != HostClass.None) continue;
            clicks++;
            if (everywhere is null) everywhere = [.. hosts];
            else everywhere.IntersectWith(hosts);
        }

        // A message all of whose links lead to the brand that it names takes nobody elsewhere: a second domain that the list does not know.
        // Not so where an answer or a call is the trap, from an address that anyone can have.
        if (IsOfUsers(sender) || everywhere is null) everywhere = [];

        var own = BrandList.Whole(PlainLetters.Fold(sender.Name));
        if (owners.Count > 0 && clicks > 0 && !owners.Any(linked.Contains) && (own is null || !everywhere.Contains(own))) context.Set(BrandFacts.Unlinked, true);
        if (regional is not null) owners = [regional];
        var subject = Text(context, StructureFacts.Subject);
        var opening = context.ReaderText[..Math.Min(context.ReaderText.Length, OpeningChars)];
        var disguised = Disguised(sender.Name).Concat(DisguisedWhole(sender.Name)).Concat(Disguised(subject)).Concat(Disguised(opening)).ToList();
        context.Set(BrandFacts.Disguised, Names(disguised.Where(brand => !IsOf(brand, owners))));
        var folded = PlainLetters.Fold(WithoutUsersAddresses(sender.Name));
        var named = NamedIn(folded);
        named.AddRange(Disguised(sender.Name).Where(brand => !named.Contains(brand)));
        // "Amazon Benefits at Fidelity" from Fidelity's own domain: it says for whom it writes, under its own name.
        var isPartner = owners.Count > 0 && (named.Any(brand => IsOf(brand, owners)) || owners.Any(owner => folded.Contains(PlainLetters.Fold(owner.Name), StringComparison.Ordinal)));
        var inSubject = NamedIn(PlainLetters.Fold(subject));
        if (BrandList.Whole(folded) is { } posed && !IsOf(posed, owners) && !linked.Contains(posed)) context.Set(BrandFacts.Posed, Names([posed]));
        if (named.Concat(inSubject).Any(linked.Contains)) context.Set(BrandFacts.LinksThere, true);
        context.Set(BrandFacts.InName, Names(isPartner ? [] : named.Where(brand => !IsOf(brand, owners) && !everywhere.Contains(brand))));
        context.Set(BrandFacts.InSubject, Names(inSubject.Where(brand => !IsOf(brand, owners) && !linked.Contains(brand))));
        context.Set(BrandFacts.InText, Names(InText(context.ReaderText).Where(brand => !IsOf(brand, owners) && !linked.Contains(brand))));
        context.Set(BrandFacts.InPictures, Names(InPictures(context).Where(brand => !IsOf(brand, owners) && !linked.Contains(brand))));
        SetAddressFacts(context, sender);
        SenderShape.SetFacts(context, sender);
        return ValueTask.CompletedTask;
    }

    internal static string Text(InspectionContext context, Fact fact) => context.Facts.Values.TryGetValue(fact.Name, out var value) ? value as string ?? "" : "";

    /// <summary>The addresses that no service gives to its users (RFC 2142 §5 and what its own notices come from).</summary>
    internal static bool IsPostmaster(SenderParts sender) =>
        sender.Local.Equals("postmaster", StringComparison.OrdinalIgnoreCase) || sender.Local.Equals("mailer-daemon", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfUsers(SenderParts sender) => (HostClasses.Of(sender.Domain) & HostClass.Freemail) != HostClass.None && !IsPostmaster(sender);

    /// <summary>The name without mail addresses at services for anyone: "jane@gmail.com" in front of an address speaks of a person, not of the service.</summary>
    private static string WithoutUsersAddresses(string name)
    {
        if (!name.Contains('@', StringComparison.Ordinal)) return name;
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Where(word => (HostClasses.Of(word[(word.LastIndexOf('@') + 1)..].Trim('"', '\'', '<', '>', '(', ')', ',').ToLowerInvariant()) & HostClass.Freemail) == HostClass.None || !word.Contains('@', StringComparison.Ordinal)));
    }

    private static bool IsOf(Brand brand, IReadOnlyList<Brand> owners) => owners.Contains(brand);

    private static string[] Names(IEnumerable<Brand> brands) => [.. brands.Select(brand => brand.Name).Distinct(StringComparer.Ordinal)];

    private static List<Brand> NamedIn(string folded)
    {
        var named = BrandList.In(folded).Select(hit => hit.Brand).Distinct().ToList();
        if (BrandList.Whole(folded) is { } whole && !named.Contains(whole)) named.Add(whole);
        return named;
    }

    /// <summary>Names that an eye reads and that are not written with their own letters.</summary>
    private static List<Brand> Disguised(string text)
    {
        if (text.Length == 0) return [];
        var honest = BrandList.In(PlainLetters.Fold(text, twins: false)).Select(hit => hit.Brand).ToHashSet();
        var seen = BrandList.In(PlainLetters.Fold(text)).Select(hit => hit.Brand);
        if (text.Contains('I', StringComparison.Ordinal)) seen = seen.Concat(BrandList.In(PlainLetters.Fold(text.Replace('I', 'l'))).Select(hit => hit.Brand));
        return seen.Where(brand => !honest.Contains(brand)).Distinct().ToList();
    }

    /// <summary>A name that is all about a brand once a capital I is read as the l that it looks like ("Iedger"), although the name is an everyday word.</summary>
    private static IEnumerable<Brand> DisguisedWhole(string name)
    {
        if (!name.Contains('I', StringComparison.Ordinal) || BrandList.Whole(PlainLetters.Fold(name)) is not null) yield break;
        if (BrandList.Whole(PlainLetters.Fold(name.Replace('I', 'l'))) is { } brand) yield return brand;
    }

    /// <summary>Names that the text opens with, signs with, or has in its copyright line; others are only spoken of.</summary>
    private static IEnumerable<Brand> InText(string text)
    {
        var folded = PlainLetters.Fold(text.Length > SpokenChars + SignedChars ? $"{text.AsSpan(0, SpokenChars)}\n{text.AsSpan(text.Length - SignedChars)}" : text);
        var hits = BrandList.In(folded);
        foreach (var hit in hits)
        {
            var around = folded.AsSpan(Math.Max(0, hit.At - 40), Math.Min(40, hit.At));
            var after = folded.AsSpan(hit.At + hit.Length);
            after = after[..Math.Min(after.Length, 30)];
            var signs = around.Contains('©') || around.Contains("copyright", StringComparison.Ordinal) || around.Contains("(c) 20", StringComparison.Ordinal)
                || after.StartsWith(" team") || after.StartsWith(" support") || after.StartsWith(" security") || after.StartsWith(" account") || after.StartsWith(" inc") || after.StartsWith(" customer")
                || around.EndsWith("your ") || around.EndsWith("ihr ") || around.EndsWith("votre ") || around.EndsWith("sua conta ") || around.EndsWith("team ") || around.EndsWith("equipe ");
            if (signs || hit.At < OpeningChars && hits.Count(other => other.Brand == hit.Brand) >= 2) yield return hit.Brand;
        }
    }

    private static IEnumerable<Brand> InPictures(InspectionContext context)
    {
        foreach (var link in context.Links)
        {
            if (link.Place != LinkPlace.Resource || (link.Class & (HostClass.Picture | HostClass.File | HostClass.Storage | HostClass.Mailer)) != HostClass.None) continue;
            foreach (var owner in BrandList.OwnersOf(link.Link.Host))
                if (owner.Name is not ("Google" or "Facebook" or "Twitter" or "Salesforce" or "Adobe" or "YouTube" or "Instagram" or "LinkedIn" or "Amazon" or "Cloudflare" or "GitHub" or "Apple" or "Intuit")) yield return owner;
        }
    }

    private static void SetAddressFacts(InspectionContext context, SenderParts sender)
    {
        var found = new List<string>();
        var regional = BrandList.RegionalOf(sender.Domain);
        if (Lookalikes.Of(sender.Domain) is { } lookalike)
        {
            found.Add(lookalike.Brand.Name);
            context.Set(BrandFacts.Lookalike, $"{lookalike.Brand.Name} ({LinkHosts.NameOf(lookalike.Kind)})");
        }
        else if (Lookalikes.OfCapital(sender.Address[(sender.Address.LastIndexOf('@') + 1)..]) is { } capital)
        {
            found.Add(capital.Name);
            context.Set(BrandFacts.Lookalike, $"{capital.Name} ({LinkHosts.NameOf(LookalikeKind.LooksTheSame)})");
        }

        var owners = BrandList.OwnersOf(sender.Domain);
        foreach (var (brand, _, _) in BrandList.In(PlainLetters.Fold(sender.Local).Replace('.', ' ').Replace('_', ' ').Replace('-', ' ')))
            if (!owners.Contains(brand) && brand != regional) found.Add(brand.Name);
        context.Set(BrandFacts.InAddress, [.. found.Distinct(StringComparer.Ordinal)]);
    }
}
