using System.Net;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Testing;

namespace Sekisho.Dns.Tests.Resolving;

/// <summary>What is remembered of a resolver that is far away.</summary>
public sealed class CachingResolverTests
{
    private static readonly DnsName Name = DnsName.TryParse("example.org", out var name) ? name : default;

    private readonly ManualTimeProvider _clock = new();
    private readonly Counted _inner = new();

    [Fact]
    public async Task An_answer_is_asked_for_once_in_its_time()
    {
        var resolver = Resolver(TimeSpan.FromSeconds(60));
        _inner.Answer = Found(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(10), (await resolver.ResolveAsync(Name, DnsRecordType.A)).TimeToLive);
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Single((await resolver.ResolveAsync(Name, DnsRecordType.A)).Records);
        Assert.Equal(1, _inner.Asked);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await resolver.ResolveAsync(Name, DnsRecordType.A);
        Assert.Equal(2, _inner.Asked);
    }

    [Fact]
    public async Task No_answer_is_remembered_longer_than_told()
    {
        var resolver = Resolver(TimeSpan.FromSeconds(60));
        _inner.Answer = Found(TimeSpan.FromHours(1));
        await resolver.ResolveAsync(Name, DnsRecordType.A);
        _clock.Advance(TimeSpan.FromSeconds(60));
        await resolver.ResolveAsync(Name, DnsRecordType.A);
        Assert.Equal(2, _inner.Asked);
    }

    [Fact]
    public async Task That_nothing_is_there_is_remembered_too()
    {
        var resolver = Resolver(TimeSpan.FromSeconds(60));
        _inner.Answer = new DnsAnswer { Status = DnsStatus.NxDomain, Name = Name, Type = DnsRecordType.A, TimeToLive = TimeSpan.FromSeconds(5) };
        await resolver.ResolveAsync(Name, DnsRecordType.A);
        Assert.Equal(DnsStatus.NxDomain, (await resolver.ResolveAsync(Name, DnsRecordType.A)).Status);
        Assert.Equal(1, _inner.Asked);
    }

    [Theory]
    [InlineData(DnsStatus.Timeout)]
    [InlineData(DnsStatus.ServFail)]
    public async Task A_failure_is_not_remembered(DnsStatus status)
    {
        var resolver = Resolver(TimeSpan.FromSeconds(60));
        _inner.Answer = new DnsAnswer { Status = status, Name = Name, Type = DnsRecordType.A, TimeToLive = TimeSpan.FromSeconds(5) };
        await resolver.ResolveAsync(Name, DnsRecordType.A);
        await resolver.ResolveAsync(Name, DnsRecordType.A);
        Assert.Equal(2, _inner.Asked);
    }

    [Fact]
    public async Task The_number_of_answers_has_a_limit()
    {
        var resolver = Resolver(TimeSpan.FromSeconds(60), maxEntries: 1);
        _inner.Answer = Found(TimeSpan.FromSeconds(10));
        await resolver.ResolveAsync(Name, DnsRecordType.A);
        await resolver.ResolveAsync(Name, DnsRecordType.A);
        Assert.Equal(1, _inner.Asked);
        _inner.Answer = _inner.Answer with { Type = DnsRecordType.Aaaa };
        await resolver.ResolveAsync(Name, DnsRecordType.Aaaa);
        await resolver.ResolveAsync(Name, DnsRecordType.A);
        Assert.Equal(3, _inner.Asked);
    }

    private CachingResolver Resolver(TimeSpan longest, int maxEntries = 10) => new(_inner, maxEntries, maxRecords: 100, longest, _clock);

    private static DnsAnswer Found(TimeSpan time) => new()
    {
        Status = DnsStatus.Success,
        Name = Name,
        Type = DnsRecordType.A,
        CanonicalName = Name,
        Records = [new AddressRecord(Name, (uint)time.TotalSeconds, IPAddress.Loopback)],
        TimeToLive = time,
    };

    private sealed class Counted : IDnsResolver
    {
        public int Asked { get; private set; }

        public DnsAnswer? Answer { get; set; }

        public ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
        {
            Asked++;
            return new(Answer!);
        }
    }
}
