using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Sekisho.Dns;
using Sekisho.Dns.Records;

namespace Sekisho.Deliver.TlsResults;

/// <summary>Counts sessions beside the deliveries, which never wait for it: looks up who asks for reports, and saves now and then.</summary>
internal sealed class TlsResultRecorder : ITlsResultSink, IAsyncDisposable
{
    /// <summary>Sessions that wait to be counted; more are left out.</summary>
    internal const int MaxWaiting = 10_000;

    /// <summary>The longest record that is kept, in characters.</summary>
    internal const int MaxRecordChars = 1000;

    private static readonly TimeSpan SavePause = TimeSpan.FromMinutes(1);

    private readonly Channel<(TlsSession Session, DateTimeOffset At)> _waiting = Channel.CreateBounded<(TlsSession, DateTimeOffset)>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly TlsResultTable _table;
    private readonly IDnsResolver _dns;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly ITimer _timer;
    private readonly Task _counting;

    public TlsResultRecorder(TlsResultTable table, IDnsResolver dns, TimeProvider clock, ILogger log)
    {
        _table = table;
        _dns = dns;
        _clock = clock;
        _log = log;
        _counting = Task.Run(CountAsync);
        _timer = clock.CreateTimer(_ => Save(), null, SavePause, SavePause);
    }

    /// <inheritdoc/>
    public void Add(TlsSession session) => _waiting.Writer.TryWrite((session, _clock.GetUtcNow()));

    /// <summary>Counts what waits, within a little time, and saves.</summary>
    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        _waiting.Writer.TryComplete();
        _stop.CancelAfter(TimeSpan.FromSeconds(2));
        await _counting;
        Save();
        _stop.Dispose();
    }

    private async Task CountAsync()
    {
        try
        {
            await foreach (var (session, at) in _waiting.Reader.ReadAllAsync(_stop.Token)) await CountAsync(session, DateOnly.FromDateTime(at.UtcDateTime));
        }
        catch (OperationCanceledException)
        {
            // The end; what still waits is left out.
        }
    }

    /// <summary>For the domain of the mail and, with TLSA records, for the host that has them: both may ask for reports (RFC 8460 §1.1, §3).</summary>
    private async Task CountAsync(TlsSession session, DateOnly day)
    {
        foreach (var domain in new[] { session.Domain, session.PolicyDomain }.Distinct(StringComparer.Ordinal))
        {
            var answer = await _dns.ResolveAsync("_smtp._tls." + domain, DnsRecordType.Txt, _stop.Token);
            // RFC 8460 §3: records that do not begin so are left out; of several, none counts.
            var records = answer.Records.OfType<TxtRecord>().Select(record => record.Text).Where(IsOne).Take(2).ToList();
            if (records is [var record]) _table.Add(day, domain, record.Length > MaxRecordChars ? record[..MaxRecordChars] : record, session);
        }
    }

    private static bool IsOne(string text) => text == "v=TLSRPTv1" || text.StartsWith("v=TLSRPTv1;", StringComparison.Ordinal) || text.StartsWith("v=TLSRPTv1 ", StringComparison.Ordinal);

    private void Save()
    {
        try
        {
            _table.Save(DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Log.TlsResultsNotSaved(_log, problem.Message);
        }
    }
}
