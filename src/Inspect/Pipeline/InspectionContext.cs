using System.Buffers;
using System.Text;
using Sekisho.Inspect.Attachments.Kinds;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Html;
using Sekisho.Inspect.Images;
using Sekisho.Inspect.Links;
using Sekisho.Inspect.Reports;
using Sekisho.Inspect.Verdicts;
using Sekisho.Mime;

namespace Sekisho.Inspect.Pipeline;

/// <summary>One message under inspection: what is known of it, and the budgets that all signals share. Used by one thread at a time.</summary>
internal sealed class InspectionContext : IDisposable
{
    private readonly Dictionary<int, ReadOnlyMemory<byte>> _decoded = [];
    private readonly Dictionary<int, FileKind> _kinds = [];
    private readonly Dictionary<int, string> _texts = [];
    private readonly Dictionary<int, HtmlView> _views = [];
    private readonly List<byte[]> _rented = [];
    private readonly SortedSet<string> _limits = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _softLimits = new(StringComparer.Ordinal);
    private long _decodedBytes;
    private long _textChars;

    public required InspectRequest Request { get; init; }

    public required MimeMessage Message { get; init; }

    public required InspectOptions Options { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Set when the message's time is over. Loops over the message's content look at it.</summary>
    public required CancellationToken Cancellation { get; init; }

    public FactSet Facts { get; } = new();

    /// <summary>Our Authentication-Results field, once there is one.</summary>
    public string? AuthenticationResults { get; set; }

    /// <summary>Fields to be left out when the message is taken.</summary>
    public IReadOnlyList<ContentRange> Remove { get; set; } = [];

    /// <summary>The addresses of the message, judged; empty until the signal of the links has run.</summary>
    public IReadOnlyList<JudgedLink> Links { get; set; } = [];

    /// <summary>The domain in From, once it is known, and whether DMARC or a signature of it proves it.</summary>
    public string? AuthorDomain { get; set; }

    /// <inheritdoc cref="AuthorDomain"/>
    public bool IsAuthorProven { get; set; }

    /// <summary>What the owner of the sender's domain wants to hear of the message, once it is known what becomes of it; null for nothing.</summary>
    public Func<Disposition, Observation?>? Observe { get; set; }

    /// <summary>Reports that were read out of the message.</summary>
    public IReadOnlyList<ReceivedReport> Reports { get; set; } = [];

    public InspectLimits Limits => Options.Limits;

    /// <summary>The parts that hold content, of every reading.</summary>
    public IEnumerable<MimePart> Leaves => Message.Parts.Where(part => part.IsLeaf);

    public void Set(Fact fact, string? value)
    {
        if (value is null) return;
        Facts.Set(fact.Name, Cut(value));
    }

    public void Set(Fact fact, long value) => Facts.Set(fact.Name, value);

    public void Set(Fact fact, double value) => Facts.Set(fact.Name, value);

    public void Set(Fact fact, bool value) => Facts.Set(fact.Name, value);

    /// <summary>Sets a list, cut to the limits; an empty one sets nothing.</summary>
    public void Set(Fact fact, IReadOnlyCollection<string> values)
    {
        if (values.Count > Limits.MaxFactItems) NoteSoftLimit(nameof(Limits.MaxFactItems));
        Facts.Set(fact.Name, [.. values.Take(Limits.MaxFactItems).Select(Cut)]);
    }

    /// <summary>Notes a limit that hides content from inspection.</summary>
    public void NoteLimit(string limit) => _limits.Add(limit);

    /// <summary>Notes a limit that hides nothing.</summary>
    public void NoteSoftLimit(string limit) => _softLimits.Add(limit);

    /// <summary>Sets the facts of the limits; the last thing before the decision.</summary>
    public void SetLimitFacts()
    {
        Facts.Set(InspectionFacts.Limits.Name, _limits);
        Facts.Set(InspectionFacts.SoftLimits.Name, _softLimits);
    }

    /// <summary>The decoded body of a part, made once; cut, with the limit noted, when the budget is used up.</summary>
    public ReadOnlyMemory<byte> Decode(MimePart part)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (_decoded.TryGetValue(part.Index, out var known)) return known;
        var body = part.Body.Of(part.Source);
        if (part.TransferEncoding is TransferEncoding.SevenBit or TransferEncoding.EightBit or TransferEncoding.Binary or TransferEncoding.Unknown)
            return _decoded[part.Index] = body;
        if (_decodedBytes + body.Length > Limits.MaxDecodedBytes)
        {
            NoteLimit(nameof(Limits.MaxDecodedBytes));
            return ReadOnlyMemory<byte>.Empty;
        }

        // A decoded body is never longer than the body.
        var buffer = ArrayPool<byte>.Shared.Rent(body.Length);
        _rented.Add(buffer);
        var result = part.DecodeBody(buffer.AsSpan(0, body.Length));
        _decodedBytes += result.Bytes;
        return _decoded[part.Index] = buffer.AsMemory(0, (int)result.Bytes);
    }

    /// <summary>What the decoded body of a part is, by its bytes; found once. Zip files are not told apart.</summary>
    public FileKind KindOf(MimePart part)
    {
        if (_kinds.TryGetValue(part.Index, out var known)) return known;
        return _kinds[part.Index] = KindDetector.Detect(Decode(part).Span);
    }

    /// <summary>The text of a part, decoded and in its charset, made once; cut, with the limit noted, when a limit is reached.</summary>
    /// <param name="part">The part.</param>
    /// <param name="isShown">False for a file that nobody is shown as text (a table of millions of rows): a limit reached in it is a soft one.</param>
    public string ReadText(MimePart part, bool isShown = true)
    {
        Cancellation.ThrowIfCancellationRequested();
        if (_texts.TryGetValue(part.Index, out var known)) return known;
        var room = Math.Min(Limits.MaxTextChars, Limits.MaxTotalTextChars - _textChars);
        if (room <= 0)
        {
            NoteTextLimit(nameof(Limits.MaxTotalTextChars), isShown);
            return "";
        }

        // One more than allowed: so that exactly at the limit nothing is lost and nothing noted.
        var text = part.ReadText((int)room + 1);
        if (text.Length > room)
        {
            NoteTextLimit(room == Limits.MaxTextChars ? nameof(Limits.MaxTextChars) : nameof(Limits.MaxTotalTextChars), isShown);
            text = text[..(int)room];
        }

        _textChars += text.Length;
        _texts[part.Index] = text;
        return text;
    }

    /// <summary>What a page shows and hides, read once.</summary>
    /// <param name="part">A part for which <see cref="HtmlPages.IsPage"/> holds.</param>
    public HtmlView ViewOf(MimePart part)
    {
        if (_views.TryGetValue(part.Index, out var known)) return known;
        return _views[part.Index] = HtmlReader.Read(ReadText(part), Cancellation);
    }

    /// <summary>What a reader sees of the message's body, in whatever form it is sent; found once. Subject and attachments are not in it.</summary>
    public string ReaderText => field ??= Html.ReaderText.Of(this);

    private void NoteTextLimit(string limit, bool isShown)
    {
        if (isShown) NoteLimit(limit);
        else NoteSoftLimit(limit);
    }

    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);

    /// <summary>Addresses found inside attachments (annotations of PDF files, targets of documents), for the signal that judges links.</summary>
    public List<string> FoundAddresses { get; } = [];

    /// <summary>Texts and pages found inside attachments, for the same.</summary>
    public List<(string Text, bool IsPage)> FoundTexts { get; } = [];

    /// <summary>Pictures found in attachments, documents and archives, for the signal that reads codes.</summary>
    public List<Picture> Pictures { get; } = [];

    /// <summary>Notes a picture; as many as may be decoded, and one more so that it is noted.</summary>
    public void AddPicture(Picture picture)
    {
        if (Pictures.Count <= Limits.MaxImages) Pictures.Add(picture);
    }

    /// <summary>Notes an address found inside an attachment, each once (a catalogue has the same one on every page); as many as links are kept.</summary>
    public void AddAddress(string address)
    {
        if (_addresses.Contains(address)) return;
        if (_addresses.Count == Limits.MaxLinks)
        {
            NoteLimit(nameof(Limits.MaxLinks));
            return;
        }

        _addresses.Add(address);
        FoundAddresses.Add(address);
    }

    /// <summary>Notes a text found inside an attachment, cut to the limits of texts.</summary>
    public void AddText(ReadOnlySpan<byte> content, bool isPage)
    {
        var room = Math.Min(Limits.MaxTextChars, Limits.MaxTotalTextChars - _textChars);
        if (content.Length > room) NoteSoftLimit(nameof(Limits.MaxTotalTextChars));
        if (room <= 0) return;
        content = content[..(int)Math.Min(content.Length, room)];
        var text = content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? Encoding.Unicode.GetString(content)
            : content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? Encoding.BigEndianUnicode.GetString(content)
            : Encoding.UTF8.GetString(content);
        _textChars += text.Length;
        FoundTexts.Add((text, isPage));
    }

    /// <summary>Notes a text found packed in a page, cut to the limits of texts.</summary>
    public void AddText(string text, bool isPage)
    {
        var room = Math.Min(Limits.MaxTextChars, Limits.MaxTotalTextChars - _textChars);
        if (text.Length > room) NoteSoftLimit(nameof(Limits.MaxTotalTextChars));
        if (room <= 0) return;
        if (text.Length > room) text = text[..(int)room];
        _textChars += text.Length;
        FoundTexts.Add((text, isPage));
    }

    /// <summary>Gives the buffers back. Nothing that <see cref="Decode"/> gave may be used afterwards.</summary>
    public void Dispose()
    {
        foreach (var buffer in _rented) ArrayPool<byte>.Shared.Return(buffer, clearArray: false);
        _rented.Clear();
        _decoded.Clear();
    }

    private string Cut(string text) => FactText.Whole(FactText.Cut(text, Limits.MaxFactChars));
}
