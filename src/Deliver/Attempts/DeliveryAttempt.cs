using System.Net;
using Sekisho.Deliver.Connecting;
using Sekisho.Deliver.Leasing;
using Sekisho.Deliver.Reporting;
using Sekisho.Deliver.Routing;
using Sekisho.Deliver.Security;
using Sekisho.Smtp.Client;
using Sekisho.Smtp.Client.Contents;
using Sekisho.Smtp.Client.Results;
using Sekisho.Smtp.Replies;

namespace Sekisho.Deliver.Attempts;

/// <summary>
/// One attempt to deliver one job:
/// 1. over a connection that waits for more work, where there is one; when it turns out to be gone, as if it had not been;
/// 2. at each host of the route in order, at each of its addresses until a session comes about;
/// 3. recipients that a host refuses for now, before it has the content, are tried at the next host (RFC 5321 §5.1);
/// 4. what is refused for good, taken, or unclear after the content was sent is not tried again in this attempt.
/// </summary>
internal sealed class DeliveryAttempt(DeliveryJob job, OutboundContent content, DeliveryParts parts, DeliverOptions options, JobTime time)
{
    /// <summary>Said of recipients whose turn did not come in the time of the job.</summary>
    public static readonly SmtpReply TooLong = SmtpReply.Of(451, "4.4.7", "The attempt took too long and was broken off.");

    private readonly ConnectionKey _key = ConnectionKey.Of(job.Route, job.Envelope.RequireTls);
    private readonly IReadOnlyList<RecipientState> _recipients = [.. job.Envelope.Recipients.Select(recipient => new RecipientState(recipient))];
    private OutboundContent? _signed;
    private bool? _waived;
    private string? _tls;
    private bool _anySession;
    private bool _anyRefusedForNow;

    private bool IsDone => _recipients.All(recipient => !recipient.IsOpen);

    private CancellationToken Cancellation => time.Token;

    /// <summary>What is known when the attempt breaks off: who was settled stays so, everybody else waits on.</summary>
    /// <param name="why">For those about whom nothing is known yet.</param>
    public AttemptReport SoFar(SmtpReply why)
    {
        foreach (var recipient in _recipients)
            if (recipient.IsOpen) recipient.Settle(SmtpOutcome.Deferred, recipient.IsUntried ? why : recipient.Reply, recipient.Host);
        return new AttemptReport(_recipients, DestinationDown: false);
    }

    public async Task<AttemptReport> RunAsync()
    {
        if (job.Lost)
        {
            SettleOpen(SmtpOutcome.Failed, SmtpReply.Of(550, "5.1.1", "There is no such mailbox any more."), null);
            return new AttemptReport(_recipients, DestinationDown: false);
        }

        if (job.Expired)
        {
            SettleOpen(SmtpOutcome.Failed, SmtpReply.Of(554, "5.4.7", "The message could not be delivered for too long." + (job.LastReply is null ? "" : $" Last try: {job.LastReply}")), null);
            return new AttemptReport(_recipients, DestinationDown: false);
        }

        if (parts.Pool.Take(_key) is { } waiting)
        {
            var triedHost = await UseWaitingAsync(waiting);
            if (IsDone) return new AttemptReport(_recipients, DestinationDown: false);
            await TryHostsAsync(triedHost);
        }
        else
        {
            await TryHostsAsync(null);
        }

        if (!IsDone && !time.MayBegin) return SoFar(TooLong);

        // What only a message with REQUIRETLS meets says nothing about the destination's other mail.
        return new AttemptReport(_recipients, DestinationDown: !_anySession && !job.Envelope.RequireTls && _recipients.All(recipient => recipient.Outcome == SmtpOutcome.Deferred));
    }

    /// <returns>The host where it has answered for the recipients; null when the connection was gone.</returns>
    private async Task<string?> UseWaitingAsync(DeliveryConnection waiting)
    {
        var answered = await SendAsync(waiting);
        if (answered) _anySession = true;
        return answered ? waiting.Host : null;
    }

    private async Task TryHostsAsync(string? triedHost)
    {
        var plan = await parts.Routes.FindAsync(job.Route, Cancellation);
        if (plan.Obstacle is { } obstacle)
        {
            SettleOpen(obstacle.IsPermanent ? SmtpOutcome.Failed : SmtpOutcome.Deferred, obstacle, null);
            return;
        }

        var destination = await parts.Security.OfDestinationAsync(job.Route, plan, Cancellation);
        SmtpReply? refusedForGood = null;
        string? refusedBy = null;
        foreach (var target in plan.Targets.Where(target => target.Host != triedHost).Take(options.MaxHostsPerAttempt))
        {
            if (!time.MayBegin) return;
            var failure = await TryHostAsync(target, plan.IsExchange, destination);
            if (IsDone) return;
            if (failure is null) continue;
            if (failure.Outcome == SmtpOutcome.Failed)
            {
                refusedForGood = failure.Reply;
                refusedBy = failure.IsFromServer ? target.Host : null;
            }
            else
            {
                _anyRefusedForNow = true;
                DeferOpen(failure.Reply, failure.IsFromServer ? target.Host : null);
            }
        }

        // A host that takes no mail at all (RFC 7504) hands over to the next; when none of them left hope, it is final.
        if (refusedForGood is not null && !_anyRefusedForNow && !_anySession) SettleOpen(SmtpOutcome.Failed, refusedForGood, refusedBy);
    }

    /// <returns>Why no session came about, or null when one did.</returns>
    private async Task<SmtpFailure?> TryHostAsync(RouteTarget target, bool isExchange, DestinationSecurity destination)
    {
        var (addresses, obstacle) = await parts.Routes.AddressesAsync(target, isExchange, Cancellation);
        if (obstacle is not null) return new SmtpFailure(SmtpStage.Connect, SmtpProblem.ConnectionLost, obstacle);
        var security = await parts.Security.OfHostAsync(destination, target, isExchange, _key, Cancellation);
        var failure = await TryAddressesAsync(target, isExchange, addresses, security);
        if (failure is not { Problem: SmtpProblem.TlsUnavailable or SmtpProblem.TlsFailed } || security.Method == SecurityMethod.None) return failure;
        parts.TellPolicyNotMet(job.MessageId, target.Host, security.Words, failure.Reply.Lines[0]);
        if (security.IsObstacleOfMessage || _key.Tls != SmtpClientTls.Opportunistic || !await IsWaivedAsync()) return failure;
        // RFC 8689 §4.2.2: the sender would rather have it arrive.
        return await TryAddressesAsync(target, isExchange, addresses, security.Waived());
    }

    private async Task<SmtpFailure?> TryAddressesAsync(RouteTarget target, bool isExchange, IReadOnlyList<IPAddress> addresses, HostSecurity security)
    {
        _tls = security.Words;
        if (security.Obstacle is { } unsafeHost)
        {
            if (security is { Domain: not null, KnownFailure: { } known }) parts.Sessions.Add(ToTlsSession.Of(security, target.Host, known, unsafeHost.Lines[0]));
            return new SmtpFailure(SmtpStage.StartTls, SmtpProblem.TlsUnavailable, unsafeHost);
        }

        SmtpFailure? failure = null;
        foreach (var address in addresses)
        {
            (var connection, failure) = await parts.Connector.OpenAsync(target, address, _key with { IsWaived = security.IsWaived }, security, Cancellation);
            if (connection is null)
            {
                // A server that has spoken speaks for its other addresses, too.
                if (failure!.Outcome == SmtpOutcome.Failed) return failure;
                // Nor is a password that was refused tried again there: that locks accounts.
                if (failure.Problem == SmtpProblem.LogInFailed) return failure;
                continue;
            }

            _anySession = true;
            if (isExchange && connection.Client.Server.ServerName.Equals(options.Hostname, StringComparison.OrdinalIgnoreCase))
            {
                parts.Pool.Give(connection.Key, connection);
                SettleOpen(SmtpOutcome.Failed, SmtpReply.Of(554, "5.4.6", $"The mail exchange {target.Host} is this system itself; the domain is not set up here."), null);
                return null;
            }

            await SendAsync(connection);
            return null;
        }

        return failure;
    }

    /// <summary>Sends to everybody who is open, in as many transactions as the server wants, and gives the connection back.</summary>
    /// <returns>Whether the server has answered for the recipients; false when the connection was lost before it did.</returns>
    private async Task<bool> SendAsync(DeliveryConnection connection)
    {
        var answered = true;
        _tls = connection.TlsWords;
        try
        {
            var waiting = new Queue<RecipientState>(_recipients.Where(recipient => recipient.IsOpen));
            var limit = connection.Client.Server.MaxRecipients is > 0 and var most ? Math.Min(most, options.MaxRecipientsPerTransaction) : options.MaxRecipientsPerTransaction;
            if (waiting.Count > 0 && !await SignAsync())
            {
                parts.Pool.Give(connection.Key, connection);
                return true;
            }

            while (waiting.Count > 0 && time.MayBegin)
            {
                var batch = new List<RecipientState>();
                while (batch.Count < limit && waiting.TryDequeue(out var next)) batch.Add(next);
                var result = await connection.Client.SendAsync(job.Envelope with { Recipients = [.. batch.Select(each => each.Recipient)] }, _signed!, Cancellation);
                answered &= Take(batch, result, connection, waiting);
                if (!connection.Client.IsReusable) break;
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        parts.Pool.Give(connection.Key, connection);
        return answered;
    }

    /// <summary>Signs when a server is there to send to: what cannot be sent costs the vault nothing.</summary>
    private async Task<bool> SignAsync()
    {
        if (_signed is not null) return true;
        (_signed, var obstacle) = await parts.Outgoing.PrepareAsync(job, content, Cancellation);
        if (obstacle is not null) SettleOpen(SmtpOutcome.Deferred, obstacle, null);
        return obstacle is null;
    }

    /// <summary>Whether the message waives TLS policies; one that cannot be read now does not.</summary>
    private async ValueTask<bool> IsWaivedAsync()
    {
        // RFC 8689 §4.1: REQUIRETLS wins over the header field.
        if (job.Envelope.RequireTls) return false;
        try
        {
            return _waived ??= await TlsWaiver.IsInAsync(content, Cancellation);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool Take(List<RecipientState> batch, SmtpSendResult result, DeliveryConnection connection, Queue<RecipientState> waiting)
    {
        var answered = true;
        var anyDelivered = result.Recipients.Any(each => each.Outcome == SmtpOutcome.Delivered);
        for (var i = 0; i < batch.Count; i++)
        {
            var one = result.Recipients[i];
            var saidBy = one.IsFromServer ? connection.Host : null;
            if (one.Outcome != SmtpOutcome.Deferred)
            {
                batch[i].Settle(one.Outcome, one.Reply, saidBy, result.NotifiesRelayed, connection.TlsWords);
                continue;
            }

            if (one.Stage >= SmtpStage.EndOfData || one.Problem is SmtpProblem.ContentUnavailable)
            {
                // The server has judged the content, or may even have it: not to the next one.
                batch[i].Settle(SmtpOutcome.Deferred, one.Reply, saidBy, tls: connection.TlsWords);
                continue;
            }

            batch[i].Defer(one.Reply, saidBy, connection.TlsWords);
            if (one.Problem is SmtpProblem.ConnectionLost or SmtpProblem.Closing) answered = false;

            // RFC 5321 §4.5.3.1.10: "too many recipients" means the rest in a further transaction; it pays only where some got through.
            if (anyDelivered && one.Stage == SmtpStage.Recipient && one.Reply.Code is 452 or 552) waiting.Enqueue(batch[i]);
        }

        return answered;
    }

    private void SettleOpen(SmtpOutcome outcome, SmtpReply reply, string? host)
    {
        foreach (var recipient in _recipients)
            if (recipient.IsOpen) recipient.Settle(outcome, reply, host, tls: _tls);
    }

    private void DeferOpen(SmtpReply reply, string? host)
    {
        foreach (var recipient in _recipients)
            if (recipient.IsOpen) recipient.Defer(reply, host, _tls);
    }
}
