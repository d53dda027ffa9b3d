using System.Buffers;
using Microsoft.Extensions.Logging;
using Sekisho.Edge.Exempting;
using Sekisho.Edge.Greylisting;
using Sekisho.Edge.Recipients;
using Sekisho.Inspect;
using Sekisho.Inspect.Asking;
using Sekisho.Inspect.Pipeline;
using Sekisho.Inspect.Verdicts;
using Sekisho.Kernel.Ids;
using Sekisho.Roles.Calls;
using Sekisho.Smtp.Envelopes;
using Sekisho.Smtp.Replies;
using Sekisho.Smtp.Server;
using Sekisho.Store.Intake;
using Sekisho.Store.Published;

namespace Sekisho.Edge.Intake;

/// <summary>What the role does with senders, recipients and messages.</summary>
internal sealed class MxHandler(
    MxOptions options, RecipientLookup recipients, Inspection inspection, ExemptNetworks exempt, Disarming disarming, Acceptance acceptance, Greylist? greylist, TimeProvider clock, ILogger logger) : ISmtpHandler
{
    private static readonly SmtpReply NotNow = SmtpReply.Of(451, "4.3.0", "Try again later");
    private static readonly SmtpReply NotYourAddress = SmtpReply.Of(553, "5.7.1", "Not your address");
    private static readonly SmtpReply NoSuchMailbox = SmtpReply.Of(550, "5.1.1", "No such mailbox");
    private static readonly SmtpReply NoRelay = SmtpReply.Of(550, "5.7.1", "Relaying denied");
    // RFC 6647 §5: 451 says "later"; the text is for people who read their server's log.
    private static readonly SmtpReply ComeAgain = SmtpReply.Of(451, "4.7.1", "Greylisted: we do not know this sender yet, please try again in a few minutes");
    private static readonly SmtpReply Loop = SmtpReply.Of(554, "5.4.6", "Too many hops");

    public ValueTask<SmtpReply?> OnConnectAsync(SessionInfo session, CancellationToken cancellation) => default;

    public ValueTask<SmtpReply?> OnMailAsync(SessionInfo session, MailParameters mail, CancellationToken cancellation)
    {
        // RFC 6409 §6.1: a person sends as nobody else; not with the null reverse-path either, which nobody answers for.
        var isOwn = session.Account is null || string.Equals(mail.ReversePath, session.Account, StringComparison.OrdinalIgnoreCase);
        return new(isOwn ? null : NotYourAddress);
    }

    public async ValueTask<SmtpReply?> OnRecipientAsync(SessionInfo session, MailParameters mail, RcptParameters recipient, CancellationToken cancellation)
    {
        try
        {
            return await recipients.ResolveAsync(recipient.Address, session.Account, cancellation) switch
            {
                ResolutionResult.Known => null,
                ResolutionResult.UnknownMailbox => NoSuchMailbox,
                _ => NoRelay,
            };
        }
        catch (CallException exception)
        {
            Log.NotResolved(logger, exception.Failure, exception);
            return NotNow;
        }
    }

    public async ValueTask<SmtpReply> OnMessageAsync(
        SessionInfo session, Envelope envelope, ReadOnlySequence<byte> content, CancellationToken cancellation)
    {
        var client = session.Remote?.ToString() ?? "";
        if (HeaderScan.CountReceived(content, options.MaxReceivedHeaders) > options.MaxReceivedHeaders)
        {
            Log.Loop(logger, client, options.MaxReceivedHeaders);
            return Loop;
        }

        var id = TimeOrderedId.New(clock);
        var verdict = exempt.VerdictOver(session, content) ?? await inspection.InspectAsync(Question(id, session, envelope), content, cancellation);
        if (verdict.Disposition == Disposition.Reject)
        {
            var reasons = string.Join(", ", verdict.Reasons.Select(reason => VerdictHeader.NameOf(reason.Code)));
            Log.Rejected(logger, id, client, envelope.Recipients.Count, content.Length, reasons);
            var refused = new RefusedRequest
            {
                Id = id,
                Envelope = envelope,
                Verdict = verdict,
                Origin = OriginOf(session),
                Subject = Inspection.Subject(verdict),
                ContentBytes = content.Length,
            };
            await acceptance.RecordRefusalAsync(refused, cancellation);
            return SmtpReply.Of(550, "5.7.1", $"Message refused, reference {id}");
        }

        if (MustWait(id, session, envelope, verdict, client)) return ComeAgain;
        var reply = verdict.Disposition == Disposition.Disarm
            ? await StoreDisarmedAsync(id, session, envelope, verdict, content, cancellation)
            : await StoreAsync(id, id, session, envelope, verdict, content, cancellation);
        if (reply.IsPositive)
        {
            if (verdict.IsExempt) Log.StoredNotInspected(logger, id, client, envelope.Recipients.Count, content.Length);
            else Log.Stored(logger, id, client, envelope.Recipients.Count, content.Length, verdict.Disposition);
        }

        return reply;
    }

    private ValueTask<SmtpReply> StoreAsync(
        string id, string original, SessionInfo session, Envelope envelope, Verdict verdict, ReadOnlySequence<byte> content, CancellationToken cancellation)
    {
        var request = new AcceptRequest
        {
            Id = id,
            Envelope = envelope,
            // What it says about the bytes is done below, and means nothing to the store.
            Verdict = verdict with { AuthenticationResults = null, Remove = null },
            Origin = OriginOf(session),
            Subject = Inspection.Subject(verdict),
        };
        var headers = TraceHeaders.Write(options.HostName, id, session, envelope, verdict, clock.GetUtcNow());
        // Of a rebuilt message they are out already.
        var removed = id == original ? OwnResults.Removed(verdict, content.Length) : [];
        return acceptance.StoreAsync(request, PrefixedContent.Of(headers, content, removed), cancellation);
    }

    /// <summary>
    /// The original first, into quarantine, then the rebuilt one. What ends in between leaves an original that a person can release;
    /// the sender, who has heard no 250, sends again. Never the other way round: then nobody would have the original.
    /// </summary>
    private async ValueTask<SmtpReply> StoreDisarmedAsync(
        string id, SessionInfo session, Envelope envelope, Verdict verdict, ReadOnlySequence<byte> content, CancellationToken cancellation)
    {
        using var outcome = await disarming.RunAsync(id, verdict, PrefixedContent.Of(default, content, OwnResults.Removed(verdict, content.Length)), cancellation);
        if (outcome.Content is null) return await StoreAsync(id, id, session, envelope, outcome.Verdict, content, cancellation);
        var first = await StoreAsync(id, id, session, envelope, outcome.OfOriginal(id), content, cancellation);
        if (!first.IsPositive) return first;
        var second = await StoreAsync(Disarming.IdOf(id), id, session, envelope, outcome.OfRebuilt(id), outcome.Content.AsSequence(), cancellation);
        // The sender is told the original's identifier: its trace leads to the other.
        return second.IsPositive ? first : second;
    }

    public void OnFault(SessionInfo session, Exception exception) =>
        Log.SessionFailed(logger, session.Remote?.ToString() ?? "", exception);

    /// <summary>Never for who submits, is known or is authenticated.</summary>
    private bool MustWait(string id, SessionInfo session, Envelope envelope, Verdict verdict, string client)
    {
        if (greylist is null || session.Remote is null) return false;
        var answer = greylist.Judge(verdict, session.Account, session.Remote.Address, envelope.ReversePath, envelope.Recipients[0].Address);
        switch (answer.Result)
        {
            case GreylistResult.Wait:
                var (waiting, passed) = greylist.Counts;
                Log.Greylisted(logger, id, client, waiting, passed);
                return true;
            case GreylistResult.Passed:
                var seconds = (long)answer.SinceFirst.TotalSeconds;
                verdict.Facts.Set(GreylistFacts.WaitedSeconds.Name, seconds);
                Log.GreylistPassed(logger, id, client, seconds);
                return false;
            case GreylistResult.Full:
                Log.GreylistFull(logger, id, client, greylist.Counts.Waiting);
                return false;
            default:
                return false;
        }
    }

    private static InspectRequest Question(string id, SessionInfo session, Envelope envelope) => new()
    {
        Id = id,
        ClientAddress = session.Remote?.Address.ToString(),
        Helo = session.Helo,
        MailFrom = envelope.ReversePath,
        Recipients = [.. envelope.Recipients.Select(recipient => recipient.Address)],
        Account = session.Account,
    };

    private static Origin OriginOf(SessionInfo session) => new()
    {
        Kind = session.Account is null ? OriginKind.Relay : OriginKind.Submission,
        Client = session.Remote?.ToString(),
        Helo = session.Helo,
        Tls = session.IsSecure ? $"{session.TlsVersion} {session.TlsCipher}" : null,
        Account = session.Account,
    };
}
