using Microsoft.Extensions.Logging;
using Sekisho.Deliver.Leasing;
using Sekisho.MailAuth.Arc;
using Sekisho.MailAuth.Dkim;
using Sekisho.MailAuth.Signing;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Client.Contents;
using Sekisho.Smtp.Replies;
using Sekisho.Store.Intake;
using Sekisho.Store.Published;
using Sekisho.Vault.Signing;

namespace Sekisho.Deliver.Signing;

/// <summary>
/// Puts signatures on what leaves:
/// 1. Mail of our people and notices that we write: DKIM, with the keys of the author's domain (RFC 6376). The vault signs
///    for a domain only what is mail of that domain's tenant, so nobody gets the signature of another.
/// 2. Mail that came from other servers and is passed on: never DKIM, whatever its From says – it is not ours; an ARC set
///    (RFC 8617) with the key of the recipients' domain, for what passing on breaks: SPF always, DKIM where fields were taken out.
/// A message without a key leaves as it is. When the vault does not answer, the message waits: unsigned it might be refused.
/// </summary>
internal sealed class OutgoingMail(ICallClient calls, DeliverOptions options, TimeProvider clock, ILogger log)
{
    /// <summary>How far above the author's domain a key is looked for: "mail.example.org" is signed with the key of "example.org".</summary>
    private const int MaxParents = 3;

    private static readonly SmtpReply NotSigned = SmtpReply.Of(451, "4.7.0", "The message cannot be signed now.");
    private static readonly SmtpReply NotRead = SmtpReply.Of(451, "4.3.0", "The content could not be read here.");

    private readonly SigningKeyList _keys = new(calls, clock);

    /// <summary>The content as it leaves; or why it has to wait.</summary>
    public async Task<(OutboundContent? Content, SmtpReply? Obstacle)> PrepareAsync(DeliveryJob job, OutboundContent content, CancellationToken cancellation)
    {
        var own = job.Origin is OriginKind.Submission or OriginKind.System;
        if (own ? !options.SignMail : !options.SealRelayed) return (content, null);
        try
        {
            for (var tries = 1; ; tries++)
            {
                try
                {
                    var fields = own ? await SignAsync(job, content, cancellation) : await SealAsync(job, content, cancellation);
                    return (PrefixedContent.Of(fields, content), null);
                }
                catch (KeyGoneException) when (tries < 3)
                {
                    // Its keys are asked for again.
                }
            }
        }
        catch (Exception failed) when (failed is CallException or KeyGoneException)
        {
            Log.NotSigned(log, job.MessageId, failed.Message);
            return (null, NotSigned);
        }
        catch (IOException failed)
        {
            Log.NotSigned(log, job.MessageId, failed.Message);
            return (null, NotRead);
        }
    }

    private async Task<byte[]> SignAsync(DeliveryJob job, OutboundContent content, CancellationToken cancellation)
    {
        if (await ReadAsync(content, cancellation) is not { } message || message.AuthorDomain is not { } author)
        {
            Log.Unsignable(log, job.MessageId);
            return [];
        }

        // Notices have our host name in From, which is in a domain of the operator's tenant.
        var sender = job.Account is { } account ? account[(account.LastIndexOf('@') + 1)..] : null;
        if (sender is null && job.Origin == OriginKind.Submission) return [];
        var (domain, keys) = await FindKeysAsync(author, sender, cancellation);
        var fields = new List<byte>();
        foreach (var key in keys)
        {
            var signer = new DkimMessageSigner(Signer(domain, sender, key, job), clock);
            if (await WithKeyAsync(() => signer.SignAsync(message, new DkimSigning { Domain = domain, Selector = key.Selector }, cancellation), domain, sender) is { } field) fields.AddRange(field);
        }

        if (fields.Count > 0) Log.Signed(log, job.MessageId, domain, keys.Count);
        return [.. fields];
    }

    private async Task<byte[]> SealAsync(DeliveryJob job, OutboundContent content, CancellationToken cancellation)
    {
        var first = job.Envelope.Recipients[0].Address;
        if (!AddressParts.TryNormaliseDomain(first[(first.LastIndexOf('@') + 1)..], out var recipients)) return [];
        var (domain, keys) = await FindKeysAsync(recipients, null, cancellation);
        // RFC 8617 §4.1.2 leaves the algorithm open; what everybody can verify is RSA.
        if (keys.FirstOrDefault(key => key.Algorithm == "rsa-sha256") is not { } rsa) return [];
        if (await ReadAsync(content, cancellation) is not { } message || message.OwnResults(options.Hostname) is not { } results) return [];
        var sealer = new ArcSealer(Signer(domain, null, rsa, job), clock);
        var sealing = new ArcSealing { Domain = domain, Selector = rsa.Selector, Results = results, Chain = ArcOutcome.OfResults(results, message) };
        var set = await WithKeyAsync(() => sealer.SealAsync(message, sealing, cancellation), domain, null);
        if (set is not null) Log.Sealed(log, job.MessageId, domain);
        return set ?? [];
    }

    private VaultSigner Signer(string domain, string? sender, DkimKeyName key, DeliveryJob job) => new(calls, domain, sender, key, job.MessageId);

    private async Task<byte[]?> WithKeyAsync(Func<ValueTask<byte[]?>> sign, string domain, string? sender)
    {
        try
        {
            return await sign();
        }
        catch (KeyGoneException)
        {
            _keys.Forget(domain, sender);
            throw;
        }
    }

    private async ValueTask<(string Domain, IReadOnlyList<DkimKeyName> Keys)> FindKeysAsync(string author, string? sender, CancellationToken cancellation)
    {
        var domain = author;
        for (var parents = 0; ; parents++)
        {
            if (await _keys.OfAsync(domain, sender, cancellation) is { Count: > 0 } keys) return (domain, keys);
            var dot = domain.IndexOf('.', StringComparison.Ordinal);
            // A top-level domain signs for nobody below it.
            if (parents == MaxParents || dot < 0 || domain.IndexOf('.', dot + 1) < 0) return (author, []);
            domain = domain[(dot + 1)..];
        }
    }

    private static async ValueTask<SignableMessage?> ReadAsync(OutboundContent content, CancellationToken cancellation)
    {
        await using var stream = await content.OpenAsync(cancellation);
        return await SignableMessage.ReadAsync(stream, cancellation);
    }
}
