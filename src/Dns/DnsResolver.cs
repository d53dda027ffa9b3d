using System.Collections.Concurrent;
using Sekisho.Dns.Messages;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Dns.Resolving;

namespace Sekisho.Dns;

/// <summary>
/// A caching stub resolver (RFC 1034 §5.3.1): asks recursive servers, keeps what they say for as long as they say, and
/// believes nothing that it did not ask for. Equal questions at one time are asked once.
/// </summary>
public sealed class DnsResolver : IDnsResolver, IDisposable
{
    private readonly DnsResolverOptions _options;
    private readonly TimeProvider _clock;
    private readonly AnswerCache _cache;
    private readonly ServerSet _servers;
    private readonly ServerQuestion _question;
    private readonly SemaphoreSlim _slots;
    private readonly ConcurrentDictionary<(DnsName Name, DnsRecordType Type), Lazy<Task<DnsAnswer>>> _underWay = new();

    /// <summary>Makes a resolver with an empty cache.</summary>
    /// <param name="options">Servers and limits.</param>
    /// <param name="clock">The clock of time-outs and of the cache.</param>
    public DnsResolver(DnsResolverOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _clock = clock;
        _cache = new AnswerCache(options.MaxCacheEntries, options.MaxCacheRecords, clock);
        _servers = new ServerSet(options.Servers, clock);
        _question = new ServerQuestion(_servers, options, clock);
        _slots = new SemaphoreSlim(options.MaxConcurrentLookups);
    }

    /// <summary>How many answers the cache holds.</summary>
    public int CachedAnswers => _cache.Count;

    /// <inheritdoc/>
    public async ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_cache.Find(name, type) is { } kept) return kept;
        if (_servers.Count == 0) return Failed(name, type, DnsStatus.NoServers, "No DNS server is configured.");

        // The look-up belongs to nobody: a caller who goes away does not end it for the others.
        var lookup = _underWay.GetOrAdd((name, type), key => new Lazy<Task<DnsAnswer>>(() => Task.Run(() => LookUpAsync(key.Name, key.Type), CancellationToken.None)));
        return await lookup.Value.WaitAsync(cancellation);
    }

    /// <summary>Frees what the resolver holds; look-ups under way end by themselves within their deadline.</summary>
    public void Dispose() => _slots.Dispose();

    private async Task<DnsAnswer> LookUpAsync(DnsName name, DnsRecordType type)
    {
        using var deadline = new CancellationTokenSource(_options.Deadline, _clock);
        try
        {
            await _slots.WaitAsync(deadline.Token);
            try
            {
                var answer = await FollowAsync(name, type, deadline.Token);
                _cache.Add(answer);
                return answer;
            }
            finally
            {
                _slots.Release();
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ObjectDisposedException)
        {
            return Failed(name, type, DnsStatus.Timeout, "Too many look-ups are under way.");
        }
        finally
        {
            _underWay.TryRemove((name, type), out _);
        }
    }

    /// <summary>Asks for the name and, while the answers end in an alias, for the alias's target.</summary>
    private async Task<DnsAnswer> FollowAsync(DnsName name, DnsRecordType type, CancellationToken deadline)
    {
        var at = name;
        var aliases = 0;
        var authenticated = true;
        var ttl = _options.MaxTtl;
        while (true)
        {
            var (message, failure) = await _question.AskAsync(at, type, deadline);
            if (message is null) return Failed(name, type, failure, $"No server gave a usable answer for {at} {type} ({failure}).");
            authenticated &= message.IsAuthenticated;
            var reading = AnswerReading.Read(message, at, type, _options.MaxAliases - aliases);
            if (reading is null) return Failed(name, type, DnsStatus.Malformed, $"More than {_options.MaxAliases} aliases after each other.");
            aliases += reading.Aliases;
            if (reading.TtlSeconds != uint.MaxValue) ttl = Shorter(ttl, reading.TtlSeconds);
            var denied = message.ResponseCode == DnsResponseCode.NameError;
            if (reading.Records.Count == 0 && reading.Aliases > 0 && !denied && reading.NegativeTtlSeconds == 0)
            {
                // The server gave the alias but said nothing of its target.
                at = reading.Name;
                continue;
            }

            var found = reading.Records.Count > 0 && !denied;
            return new DnsAnswer
            {
                Status = found ? DnsStatus.Success : denied ? DnsStatus.NxDomain : DnsStatus.NoData,
                Name = name,
                Type = type,
                Records = found ? reading.Records : [],
                CanonicalName = reading.Name,
                Authenticated = authenticated,
                TimeToLive = found ? ttl : Shorter(Shorter(ttl, reading.NegativeTtlSeconds), _options.MaxNegativeTtl.TotalSeconds),
            };
        }
    }

    private static TimeSpan Shorter(TimeSpan time, double seconds) => time.TotalSeconds <= seconds ? time : TimeSpan.FromSeconds(seconds);

    private DnsAnswer Failed(DnsName name, DnsRecordType type, DnsStatus status, string detail) => new()
    {
        Status = status,
        Name = name,
        Type = type,
        CanonicalName = name,
        TimeToLive = status == DnsStatus.NoServers ? TimeSpan.Zero : _options.FailureTtl,
        Detail = detail,
    };
}
