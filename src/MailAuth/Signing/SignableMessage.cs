using System.Text;
using Sekisho.MailAuth.Dkim;
using Sekisho.MailAuth.Headers;
using Sekisho.MailAuth.Results;
using Sekisho.Mime;

namespace Sekisho.MailAuth.Signing;

/// <summary>
/// What signatures need of a message: its header in memory, and the hash of its body in relaxed form (RFC 6376 §3.4.4),
/// made while the body was read. So a large message is signed without ever being whole in memory.
/// </summary>
public sealed class SignableMessage
{
    /// <summary>Like those of verification: what exceeds them could not be verified by us either.</summary>
    private static readonly DkimOptions Options = new();

    private readonly Func<bool, byte[]> _bodyHash;

    private SignableMessage(MessageFields fields, Func<bool, byte[]> bodyHash)
    {
        Fields = fields;
        _bodyHash = bodyHash;
    }

    /// <summary>The header.</summary>
    internal MessageFields Fields { get; }

    /// <summary>
    /// The domain of the author, in A-labels: the message has one From field with one address (RFC 5322 §3.6.2). Null
    /// otherwise: with several authors it cannot be said whom a signature speaks for.
    /// </summary>
    public string? AuthorDomain
    {
        get
        {
            if (Fields.IndexesOf("from") is not [var place]) return null;
            return AddressList.Parse(Fields.ValueOf(Fields.Fields[place])) is [{ Domain: { Length: > 0 } domain }] && DomainText.TryNormalize(domain, out var normal) ? normal : null;
        }
    }

    /// <summary>Reads a message in memory.</summary>
    /// <param name="message">The whole message.</param>
    /// <returns>Null where its header exceeds the limits of verification: 1 MiB, 4,000 fields.</returns>
    public static SignableMessage? Read(ReadOnlyMemory<byte> message)
    {
        var fields = MessageFields.Read(message, Options.MaxHeaderBytes, Options.MaxFields);
        return fields.IsTooLarge ? null : new SignableMessage(fields, relaxed => BodyHash.Compute(fields.Body.Span, relaxed, null).Hash);
    }

    /// <summary>Reads a message from a stream; the body is hashed and forgotten.</summary>
    /// <param name="message">The message from its start.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Null where its header exceeds the limits of verification: 1 MiB, 4,000 fields.</returns>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static async ValueTask<SignableMessage?> ReadAsync(Stream message, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        using var hash = new RelaxedBodyHash();
        var header = new HeaderCollector(Options.MaxHeaderBytes);
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await message.ReadAsync(buffer, cancellation).ConfigureAwait(false)) > 0)
        {
            var taken = header.Take(buffer.AsSpan(0, read));
            if (header.IsTooLarge) return null;
            hash.Append(buffer.AsSpan(taken, read - taken));
        }

        var fields = MessageFields.Read(header.Bytes, Options.MaxHeaderBytes, Options.MaxFields);
        if (fields.IsTooLarge) return null;
        var body = hash.Finish();
        return new SignableMessage(fields, relaxed => relaxed ? body : throw new ArgumentException("A message that was read from a stream can be signed in relaxed form only.", nameof(relaxed)));
    }

    /// <summary>
    /// The payload of the Authentication-Results field that was put on top of the message here (RFC 8601): it stands above
    /// every field that the sender can have written, that is, above the second Received.
    /// </summary>
    /// <param name="hostName">Our name, which the field must have.</param>
    /// <returns>What follows the field's colon, folds included; null when there is none.</returns>
    public string? OwnResults(string hostName)
    {
        var received = 0;
        foreach (var field in Fields.Fields)
        {
            var name = Encoding.Latin1.GetString(Fields.NameOf(field));
            if (name.Equals("Received", StringComparison.OrdinalIgnoreCase) && ++received > 1) return null;
            if (!name.Equals("Authentication-Results", StringComparison.OrdinalIgnoreCase)) continue;
            var value = Fields.ValueOf(field);
            return AuthenticationResultsReader.Read(value) is { } results && results.AuthServId.Equals(hostName, StringComparison.OrdinalIgnoreCase)
                ? Encoding.UTF8.GetString(value).Trim()
                : null;
        }

        return null;
    }

    /// <summary>The hash of the body.</summary>
    internal byte[] HashOfBody(bool relaxed) => _bodyHash(relaxed);
}
