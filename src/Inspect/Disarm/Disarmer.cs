using System.Text;
using Sekisho.Inspect.Attachments;
using Sekisho.Inspect.Pipeline;
using Sekisho.Mime;

namespace Sekisho.Inspect.Disarm;

/// <summary>
/// Rebuilds messages without what could do harm: pages without scripts and forms, documents without macros, PDF documents
/// without actions, notes in place of the attachments that cannot be made harmless.
/// </summary>
/// <remarks>
/// 1. Every part is looked at by the readers of inspection. 2. What has something active is rebuilt. 3. The result is
/// looked at again; where something active is left, a note takes its place. 4. The message is written anew, in one
/// reading that all programs share. Signatures of the sender (DKIM, S/MIME, OpenPGP) do not survive a change, so the
/// original belongs in quarantine.
/// </remarks>
public sealed class Disarmer
{
    private const string Field = "X-Sekisho-Disarmed";

    private readonly InspectOptions _options;
    private readonly TimeProvider _clock;
    private readonly AttachmentSignal _signal;
    private readonly BlockList _blockList;

    /// <summary>Makes one; it may be used for many messages, one after the other.</summary>
    /// <param name="options">The limits and the block list are those of inspection.</param>
    /// <param name="clock">Null for the system's.</param>
    public Disarmer(InspectOptions options, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _clock) = (options, clock ?? TimeProvider.System);
        _blockList = new BlockList(options.BlockedExtensions, options.AllowedExtensions);
        _signal = new AttachmentSignal(_blockList);
    }

    /// <summary>Rebuilds a message. Total on any bytes; parts whose turn has not come when the time of the options is over are replaced by notes.</summary>
    /// <param name="content">The message.</param>
    /// <param name="how">What is taken out.</param>
    public DisarmedMessage Disarm(ReadOnlyMemory<byte> content, DisarmOptions how)
    {
        ArgumentNullException.ThrowIfNull(how);
        var message = MimeMessage.Read(content, _options.Limits.ToMimeLimits());
        using var context = NewContext(message);
        var changes = new List<DisarmChange>();
        var parts = new PartDisarm(_signal, _blockList, context, how, changes, _clock.GetTimestamp());
        var body = new MessageRebuild(message, parts, Note).Build(message.Root);
        return changes.Count == 0 ? new DisarmedMessage(content, []) : new DisarmedMessage(Join(message.Root, body, how.OriginalId), changes);

        // Asked when all parts are done.
        MimeBuilder? Note()
        {
            AddStructure(message, changes);
            return changes.Count > 0 && how.OriginalId is { } original ? ChangeNote.Of(changes, original) : null;
        }
    }

    /// <summary>Where readers differ, some would see what was not looked at here: then the rebuilt form is what all see.</summary>
    private static void AddStructure(MimeMessage message, List<DisarmChange> changes)
    {
        if (changes.Count == 0 && (message.Ambiguities.Count > 0 || message.LimitsHit.Count > 0)) changes.Add(new DisarmChange("message", "structure", string.Join(", ", message.Ambiguities.Select(item => item.Kind.ToString()).Concat(message.LimitsHit.Select(item => item.ToString())).Distinct(StringComparer.Ordinal))));
    }

    private InspectionContext NewContext(MimeMessage message) => new()
    {
        Request = new InspectRequest { Id = "disarm" },
        Message = message,
        Options = _options,
        Clock = _clock,
        Cancellation = default,
    };

    /// <summary>The header as it was, but for the fields that describe the content; then the new content.</summary>
    private static byte[] Join(MimePart root, MimeBuilder body, string? original)
    {
        var output = new MemoryStream();
        foreach (var field in root.Fields)
        {
            var name = field.Name;
            if (name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || name.Equals("MIME-Version", StringComparison.OrdinalIgnoreCase)) continue;
            // One that came with the message would claim that we have looked at it.
            if (name.Equals(Field, StringComparison.OrdinalIgnoreCase)) continue;
            WriteField(field.Range.Of(root.Source.Span), output);
        }

        output.Write(Encoding.ASCII.GetBytes($"{Field}: yes{(original is null ? "" : $"; original={original}")}\r\n"));
        output.Write(body.ToBytes(smtpUtf8: false));
        return output.ToArray();
    }

    /// <summary>With CRLF at every line end, and no line end that would close the header.</summary>
    private static void WriteField(ReadOnlySpan<byte> field, MemoryStream output)
    {
        foreach (var line in Encoding.Latin1.GetString(field).Split('\n'))
        {
            var text = line.Replace("\r", "", StringComparison.Ordinal).TrimEnd();
            if (text.Length == 0) continue;
            output.Write(Encoding.Latin1.GetBytes(text));
            output.Write("\r\n"u8);
        }
    }
}
