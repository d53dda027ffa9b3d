using Sekisho.Inspect.Attachments;
using Sekisho.Inspect.Domains;
using Sekisho.Inspect.Html;
using Sekisho.Inspect.Language.Phrases;
using Sekisho.Inspect.Language.Text;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Structure;

namespace Sekisho.Inspect.Language.Features;

/// <summary>
/// Turns a message into tokens. Looked at: subject, the sender's name, the visible text, the words of links, and how text and
/// links are made. Not looked at: all other header fields, dates, the recipient's names, results of other receivers: they
/// tell where and when a message was collected, not what it wants.
/// </summary>
internal sealed class MessageReader
{
    /// <summary>Most characters of a subject or a name that are read; RFC 5322 §2.1.1 has 998 for a line.</summary>
    private const int MaxLineChars = 500;

    /// <summary>Most links whose words are read. Stops a page of thousands of links from being all there is.</summary>
    private const int MaxLinks = 100;

    private readonly FoldedText _line = new();
    private readonly WordReader _words = new();

    /// <summary>Made before the first message comes, which may be one that fills the memory.</summary>
    private readonly PhraseTable _phrases = PhraseTable.BuiltIn;

    /// <summary>The message's tokens.</summary>
    public FeatureSet Features { get; } = new();

    /// <summary>The folded subject and text, for phrases.</summary>
    public FoldedText Text { get; } = new();

    /// <summary>The phrases of sender's name, subject and text.</summary>
    public HashSet<Phrase> Phrases { get; } = [];

    /// <summary>The language of the message, two letters; "other" where none is recognised.</summary>
    public string Language => _words.Language;

    /// <summary>Reads a message in place of the one before.</summary>
    public void Read(InspectionContext context)
    {
        Features.Clear();
        Text.Clear();
        _words.Clear();
        var facts = context.Facts.Values;
        foreach (var address in context.Request.Recipients) Ignore(address);
        foreach (var address in facts.GetValueOrDefault(StructureFacts.To.Name) as string[] ?? []) Ignore(address);
        foreach (var name in RecipientNames(context)) Ignore(name);
        var fromDomain = facts.GetValueOrDefault(StructureFacts.FromDomain.Name) as string ?? "";
        var site = RegisteredName.Of(fromDomain);
        _words.TakeForSender(Folded(site.Split('.')[0].Replace('-', ' ')));

        var subject = Cut(facts.GetValueOrDefault(StructureFacts.Subject.Name) as string ?? "");
        Text.Append(subject);
        _words.Read(Folded(subject), TokenKind.Subject, Features);
        var sender = Folded(Cut(facts.GetValueOrDefault(StructureFacts.FromName.Name) as string ?? ""));
        _words.Read(sender, TokenKind.Name, Features);
        // What is read once more for its names has the same phrases.
        var isNew = Features.Wanted is null;
        if (isNew)
        {
            Phrases.Clear();
            _phrases.Find(sender, Phrases);
        }

        var links = ReadLinks(context);
        Text.Append(context.ReaderText);
        _words.Read(Text.Span, TokenKind.Text, Features);
        if (isNew) _phrases.Find(Text.Span, Phrases);
        ShapeReader.Read(context, new MessageShape(Text, _words, subject, links, Phrases), Features);
    }

    private List<HtmlLink> ReadLinks(InspectionContext context)
    {
        var links = new List<HtmlLink>();
        foreach (var part in context.Leaves)
        {
            if (!AttachmentSignal.IsBody(part) || !HtmlPages.IsPage(context, part)) continue;
            foreach (var link in context.ViewOf(part).Links)
            {
                if (links.Count == MaxLinks) return links;
                links.Add(link);
                if (link.Text.Length > 0) _words.Read(Folded(link.Text), TokenKind.Anchor, Features);
            }
        }

        return links;
    }

    private void Ignore(string nameOrAddress) => _words.Ignore(Folded(nameOrAddress.Replace('@', ' ').Replace('.', ' ').Replace('_', ' ').Replace('-', ' ')));

    private static IEnumerable<string> RecipientNames(InspectionContext context)
    {
        foreach (var field in (string[])["To", "Cc", "Delivered-To", "X-Original-To"])
        {
            if (context.Message.Header(field) is not { } value) continue;
            yield return Cut(value.Text);
        }
    }

    private ReadOnlySpan<char> Folded(string text)
    {
        _line.Clear();
        _line.Append(text);
        return _line.Span;
    }

    private static string Cut(string text) => text.Length <= MaxLineChars ? text : text[..MaxLineChars];
}
