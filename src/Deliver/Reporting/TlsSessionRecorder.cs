using System.Threading.Channels;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.MailAuth.Reports.Collecting;
using Sekisho.MailAuth.Reports.Sending;

namespace Sekisho.Deliver.Reporting;

/// <summary>
/// Notes the sessions for the domains that ask for reports, and no others: with whom else mail is exchanged is nobody's business.
/// Beside the deliveries, which never wait for it.
/// </summary>
internal sealed class TlsSessionRecorder : ITlsSessions, IAsyncDisposable
{
    /// <summary>Sessions that wait to be noted; more are left out.</summary>
    internal const int MaxWaiting = 10_000;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Channel<TlsSession> _waiting = Channel.CreateBounded<TlsSession>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly TlsSessionLog _log;
    private readonly IDnsResolver _dns;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _noting;

    public TlsSessionRecorder(TlsSessionLog log, IDnsResolver dns)
    {
        _log = log;
        _dns = dns;
        _noting = Task.Run(NoteAsync);
    }

    /// <inheritdoc/>
    public void Add(TlsSession session) => _waiting.Writer.TryWrite(session);

    /// <summary>Notes what waits, within a little time.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        _stop.CancelAfter(Farewell);
        await _noting;
        _stop.Dispose();
    }

    private async Task NoteAsync()
    {
        try
        {
            await foreach (var session in _waiting.Reader.ReadAllAsync(_stop.Token))
            {
                if (await AsksAsync(session.Domain)) _log.Note(session);
                // With TLSA records the host that has them is a policy domain of its own (RFC 8460 §1.1), and may ask for reports too.
                if (session.PolicyDomain is { } host && host != session.Domain && await AsksAsync(host)) _log.Note(session with { Domain = host });
            }
        }
        catch (OperationCanceledException)
        {
            // The end; what still waits is left out.
        }
    }

    // RFC 8460 §3: other texts do not count, and of several records none does.
    private async ValueTask<bool> AsksAsync(string domain)
    {
        if (!DnsName.TryParse("_smtp._tls." + domain, out var name)) return false;
        var answer = await _dns.ResolveAsync(name, DnsRecordType.Txt, _stop.Token);
        return answer.Records.OfType<TxtRecord>().Count(text => FindDestinations.IsTlsRecord(text.Text)) == 1;
    }
}
