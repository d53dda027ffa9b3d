using System.Buffers;
using Sekisho.Inspect.Domains;
using Sekisho.Inspect.Links;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Structure;
using Sekisho.Kernel.Text;

namespace Sekisho.Inspect.Brands;

/// <summary>Looks at the shape of the sender's address and of the subject.</summary>
internal static class SenderShape
{
    private const int OpeningChars = 400;

    /// <summary>No top-level domain has them, but for those in their ASCII form ("xn--").</summary>
    private static readonly SearchValues<char> NotInEndings = SearchValues.Create("0123456789-");

    private static readonly SearchValues<char> DomainChars = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");
    private static readonly System.Collections.Frozen.FrozenSet<string> KnownEndings = System.Collections.Frozen.FrozenSet.ToFrozenSet(
        ["com", "net", "org", "gov", "edu", "mil", "io", "co", "app", "info", "jp", "de", "fr", "it", "es", "nl", "uk", "br", "au", "ca", "ch", "at", "be", "se", "pl", "us", "eu", "in", "me", "finance", "exchange", "xyz", "online", "shop"], StringComparer.Ordinal);
    private static readonly string[] ReplyMarks = ["re:", "re :", "aw:", "fw:", "fwd:", "wg:", "sv:", "antw:", "rv:", "enc:", "res:", "tr:", "回复:", "答复:", "转发:"];

    private static readonly SearchValues<string> Roles = SearchValues.Create(
        ["reply", "noreply", "no-reply", "respon", "aviso", "atencao", "donotreply", "info", "support", "service", "notif", "news", "alert", "mailer", "contact", "kontakt", "contato", "admin", "team", "hello", "office", "sales", "marketing", "security", "billing", "invoice", "account", "atendimento", "angebot", "message", "system", "postmaster", "update", "offer", "promo", "reward", "magazine", "order", "sicherheit", "kunden", "konto", "rechnung", "zustell", "klant", "cliente", "suporte", "soporte", "segurid", "seguran", "securit", "fatur", "factur", "cobran", "livraison", "pagament", "payment", "deliver", "verif", "confirm"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Sets the facts.</summary>
    public static void SetFacts(InspectionContext context, SenderParts sender)
    {
        if (sender.Address.Length > 0 || sender.Name.Length > 0) SetDomainFacts(context, sender);
        var subject = BrandSignal.Text(context, StructureFacts.Subject);
        if (context.Facts.Values.TryGetValue(StructureFacts.FromAddresses.Name, out var value) && value is string[] { Length: > 1 }
            || context.Message.HeaderAll("From").Sum(field => Mime.AddressList.Parse(field.Value.Span).Count) > 1)
            context.Set(BrandFacts.Several, true);
        SetReplyFacts(context, sender);
        SetRecipientFacts(context, sender, subject);
        var pictures = PicturesIn(sender.Name) + PicturesIn(subject);
        if (pictures > 0) context.Set(BrandFacts.Pictures, pictures);
        if (IsReply(subject) && context.Message.Header("In-Reply-To") is null && context.Message.Header("References") is null && context.Message.Header("Thread-Index") is null)
            context.Set(BrandFacts.FalseReply, true);
    }

    private static void SetDomainFacts(InspectionContext context, SenderParts sender)
    {
        var domain = sender.Domain;
        var isWhole = domain.Contains('.', StringComparison.Ordinal) && (!domain.AsSpan().ContainsAnyExcept(DomainChars) || LooksInternational(domain));
        var last = domain.AsSpan(domain.LastIndexOf('.') + 1);
        if (!isWhole || sender.Local.Length == 0 || domain.Contains("..", StringComparison.Ordinal) || domain.StartsWith('-') || domain.StartsWith('.') || last.Length < 2 || last.IndexOfAny(NotInEndings) >= 0 && !last.StartsWith("xn--"))
        {
            context.Set(BrandFacts.NoDomain, true);
            return;
        }

        if (sender.Local.AsSpan().ContainsAny(Roles)) context.Set(BrandFacts.Role, true);
        var kinds = HostClasses.Of(domain);
        var isOfUsers = (kinds & HostClass.Freemail) != HostClass.None && !BrandSignal.IsPostmaster(sender);
        if (isOfUsers) context.Set(BrandFacts.Freemail, true);
        if (isOfUsers && Authorities.IsNamed(PlainLetters.Fold(sender.Name))) context.Set(BrandFacts.Authority, true);
        // A tenant's bounces come from its first name, which the service itself gave it.
        if (!BrandSignal.IsPostmaster(sender) && (kinds & (HostClass.Tenant | HostClass.Site | HostClass.Dynamic)) != HostClass.None) context.Set(BrandFacts.Tenant, true);
        if (RegisteredName.IsCheap(domain)) context.Set(BrandFacts.Cheap, true);
        if (MachineNames.LooksRandom(RegisteredName.LabelOf(domain, out _, out _))) context.Set(BrandFacts.Random, true);
        if (BrandList.OwnersOf(domain).Count == 0 && MachineNames.LooksRandomLocal(sender.Local)) context.Set(BrandFacts.RandomLocal, true);
        SetNameDomain(context, sender);
    }

    /// <summary>"ssa.gov", "support@metamask.io": a site in the name of the sender that is not the sender's.</summary>
    private static void SetNameDomain(InspectionContext context, SenderParts sender)
    {
        foreach (var word in sender.Name.ToLowerInvariant().Split([' ', '"', '\'', '(', ')', '<', '>', ',', ';', ':', '|', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var host = word[(word.LastIndexOf('@') + 1)..].TrimEnd('.');
            var dot = host.LastIndexOf('.');
            if (dot < 2 || host.Length - dot < 3 || host.AsSpan().ContainsAnyExcept(DomainChars) || !KnownEndings.Contains(host[(dot + 1)..])) continue;
            if (RegisteredName.Of(host) == RegisteredName.Of(sender.Domain) || BrandList.OwnersOf(host).Any(owner => BrandList.Owns(owner, sender.Domain))) continue;
            context.Set(BrandFacts.NameDomain, host);
            return;
        }
    }

    private static bool LooksInternational(string domain)
    {
        foreach (var character in domain)
            if (character < 0x80 ? !DomainChars.Contains(character) : !char.IsLetterOrDigit(character)) return false;
        return true;
    }

    private static void SetReplyFacts(InspectionContext context, SenderParts sender)
    {
        if (!context.Facts.Values.TryGetValue(StructureFacts.ReplyTo.Name, out var value) || value is not string[] addresses) return;
        foreach (var address in addresses)
        {
            var domain = address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();
            if ((HostClasses.Of(domain) & HostClass.Freemail) == HostClass.None || RegisteredName.Of(domain) == RegisteredName.Of(sender.Domain)) continue;
            context.Set(BrandFacts.ReplyFreemail, true);
        }
    }

    private static void SetRecipientFacts(InspectionContext context, SenderParts sender, string subject)
    {
        var opening = context.ReaderText.AsSpan(0, Math.Min(context.ReaderText.Length, OpeningChars));
        foreach (var recipient in RecipientLinks.Recipients(context).Take(4))
        {
            var at = recipient.LastIndexOf('@');
            if (at < 1) continue;
            if (sender.Address.Equals(recipient, StringComparison.OrdinalIgnoreCase) || sender.Name.ContainsAnyCase(recipient)) context.Set(BrandFacts.Recipient, true);
            if (subject.ContainsAnyCase(recipient)) context.Set(BrandFacts.SubjectRecipient, true);
            else if (at >= 5 && HasWord(subject, recipient.AsSpan(0, at))) context.Set(BrandFacts.SubjectName, true);
            if (opening.ContainsAnyCase(recipient)) context.Set(BrandFacts.TextRecipient, true);
        }
    }

    private static bool HasWord(ReadOnlySpan<char> text, ReadOnlySpan<char> word)
    {
        var at = text.IndexOfAnyCase(word);
        if (at < 0) return false;
        return (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + word.Length >= text.Length || !char.IsLetterOrDigit(text[at + word.Length]));
    }

    private static bool IsReply(string subject)
    {
        var text = subject.AsSpan().TrimStart();
        foreach (var mark in ReplyMarks)
            if (text.StartsWith(mark, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static int PicturesIn(string text)
    {
        var pictures = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is >= '\u2600' and <= '\u27BF' or >= '\u2B05' and <= '\u2B55' or '\u23F0' or '\u231B' or '\u23F3') pictures++;
            else if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) && char.ConvertToUtf32(text[i], text[i + 1]) is >= 0x1F300 and <= 0x1FAFF) pictures++;
        }

        return pictures;
    }
}
