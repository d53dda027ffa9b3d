using System.Text.Json;
using Sekisho.Inspect.Verdicts;
using Sekisho.Sealing;
using Sekisho.Sealing.Boxes;
using Sekisho.Smtp.Envelopes;
using Sekisho.Store.Intake;

namespace Sekisho.Store.Sealed;

/// <summary>
/// Everything personal that is known of a message beside its content, as one tenant may see it: its own recipients only. On
/// disk it is a record under the tenant's envelope key of this message.
/// </summary>
public sealed record MessageEnvelope
{
    /// <summary>The reverse-path.</summary>
    public required string ReversePath { get; init; }

    /// <summary>The tenant's recipients, in the order they were given.</summary>
    public required IReadOnlyList<EnvelopeEntry> Recipients { get; init; }

    /// <summary>BODY=.</summary>
    public BodyType Body { get; init; }

    /// <summary>SMTPUTF8.</summary>
    public bool SmtpUtf8 { get; init; }

    /// <summary>REQUIRETLS.</summary>
    public bool RequireTls { get; init; }

    /// <summary>RET=.</summary>
    public DsnReturn Return { get; init; }

    /// <summary>ENVID=, or null.</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>Where it came from.</summary>
    public required Origin Origin { get; init; }

    /// <summary>The last verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The Subject, decoded and cut, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>What was decided when the message came, in words, for the trace.</summary>
    public string Why { get; init; } = "";

    /// <summary>The envelope of SMTP, with the tenant's recipients.</summary>
    public Envelope ToEnvelope() => ToEnvelope(Recipients);

    /// <summary>The envelope of SMTP, with some of the recipients.</summary>
    public Envelope ToEnvelope(IEnumerable<EnvelopeEntry> recipients) => new()
    {
        ReversePath = ReversePath,
        Recipients = [.. recipients.Select(entry => entry.Recipient)],
        Body = Body,
        SmtpUtf8 = SmtpUtf8,
        RequireTls = RequireTls,
        Return = Return,
        EnvelopeId = EnvelopeId,
    };

    /// <summary>Seals the envelope.</summary>
    /// <param name="key">The envelope's key, 32 bytes.</param>
    /// <param name="id">The message.</param>
    public byte[] Seal(ReadOnlySpan<byte> key, string id) =>
        SealedRecord.Seal(key, SealPurpose.Envelope, BoxContext.OfEnvelope(id), JsonSerializer.SerializeToUtf8Bytes(this, StoreJson.Default.MessageEnvelope));

    /// <summary>Opens a sealed envelope; null when the key is not its key, or it was changed.</summary>
    public static MessageEnvelope? Open(ReadOnlySpan<byte> key, string id, ReadOnlySpan<byte> record) =>
        SealedRecord.Open(key, SealPurpose.Envelope, BoxContext.OfEnvelope(id), record) is { } json
            ? JsonSerializer.Deserialize(json, StoreJson.Default.MessageEnvelope)
            : null;
}
