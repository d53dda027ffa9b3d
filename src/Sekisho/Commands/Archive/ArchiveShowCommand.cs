using System.CommandLine;
using System.Text;
using Sekisho.Output;
using Sekisho.Roles.Calls;
using Sekisho.Store.Archive;
using Sekisho.Vault.Archive;

namespace Sekisho.Commands.Archive;

/// <summary>One archived message.</summary>
internal sealed class ArchiveShowCommand : SystemCommand
{
    private readonly Argument<string> _id = IdArgument.Create();
    private readonly Option<ArchiveReason> _reason = ArchiveOptions.Reason();
    private readonly Option<string?> _tenant = new("--tenant") { Description = "In whose archive; needed where it is in that of several.", HelpName = "NAME" };

    /// <summary>Makes the command.</summary>
    public ArchiveShowCommand(Surroundings surroundings)
        : base("show", "Show one archived message: its envelope and its source, with everything escaped that could act on a terminal. On record, with the reason, before it is opened.", surroundings)
    {
        Add(_id);
        Add(_reason);
        Add(_tenant);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<JsonField> Fields =>
    [
        new("id", "the message"), new("month", "the month that it is in"), new("receivedAt", "when it was accepted"), new("sender", "the reverse-path"),
        new("recipients[]", "those of the tenant; all of them where somebody of the tenant sent it"), new("subject", "decoded; absent when there is none"),
        new("contentBytes", "the size"), new("contentBase64", "the content, exactly, as base64"),
    ];

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(ParseResult parse, ICallClient calls, CommandOutput output, CancellationToken cancellation)
    {
        var id = parse.GetRequiredValue(_id);
        await using var opened = await ArchivedContent.OpenAsync(calls, id, parse.GetValue(_tenant), parse.GetValue(_reason), cancellation);
        if (opened is null) return Fail(output, id);
        using var content = new MemoryStream();
        await opened.Content.CopyToAsync(content, cancellation);
        if (output.Json) WriteJson(output, id, opened, content);
        else Write(output, id, opened, content);
        return ExitCodes.Done;
    }

    /// <summary>Says why there is nothing to show.</summary>
    internal static int Fail(CommandOutput output, string id) => output.Fail($"The message {id} cannot be opened: its month is destroyed, or it was changed.");

    private static void WriteJson(CommandOutput output, string id, ArchivedContent opened, MemoryStream content) => output.WriteJson(
        new ArchiveShowItem
        {
            Id = id,
            Month = ArchiveMonth.Text(opened.Message.Month),
            ReceivedAt = opened.Message.ReceivedAt,
            Sender = opened.Envelope.ReversePath,
            Recipients = [.. opened.Envelope.Recipients.Select(entry => entry.Recipient.Address)],
            Subject = opened.Envelope.Subject,
            ContentBytes = content.Length,
            ContentBase64 = Convert.ToBase64String(content.GetBuffer(), 0, (int)content.Length),
        },
        ProgramJson.Default.ArchiveShowItem);

    private static void Write(CommandOutput output, string id, ArchivedContent opened, MemoryStream content)
    {
        output.WriteLine($"Message   {id} ({Show.Bytes(content.Length)}), accepted {Show.Time(opened.Message.ReceivedAt)}, in {ArchiveMonth.Text(opened.Message.Month)}");
        output.WriteLine($"Subject   {opened.Envelope.Subject}");
        output.WriteLine($"From      {Show.Sender(opened.Envelope.ReversePath)}");
        foreach (var entry in opened.Envelope.Recipients) output.WriteLine($"To        {entry.Recipient.Address}");
        output.WriteLine("");
        var shown = (int)Math.Min(content.Length, MessageContent.MaxShownBytes);
        // A tab only moves the cursor on; everything else that acts is escaped.
        foreach (var line in Encoding.UTF8.GetString(content.GetBuffer(), 0, shown).Split('\n'))
            output.WriteLine(line.TrimEnd('\r').Replace("\t", "    ", StringComparison.Ordinal));
        if (content.Length > shown) output.Note($"Only the first {shown} of {content.Length} bytes are shown; 'archive export' gives all.");
    }
}
