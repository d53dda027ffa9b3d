using Sekisho.Deliver.Resolving;
using Sekisho.Dns;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Testing;

namespace Sekisho.Deliver.Tests.Resolving;

public sealed class ImpatientResolverTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public async Task After_three_timeouts_nobody_waits_but_one_now_and_then()
    {
        var inner = new Counting();
        var resolver = new ImpatientResolver(inner, _clock);
        for (var i = 0; i < 10; i++) Assert.Equal(DnsStatus.Timeout, await AskAsync(resolver));
        Assert.Equal(ImpatientResolver.MaxTimeouts, inner.Asked);
        _clock.Advance(ImpatientResolver.Pause);
        Assert.Equal(DnsStatus.Timeout, await AskAsync(resolver));
        Assert.Equal(DnsStatus.Timeout, await AskAsync(resolver));
        Assert.Equal(ImpatientResolver.MaxTimeouts + 1, inner.Asked);
        inner.Status = DnsStatus.NxDomain;
        _clock.Advance(ImpatientResolver.Pause);
        for (var i = 0; i < 5; i++) Assert.Equal(DnsStatus.NxDomain, await AskAsync(resolver));
    }

    [Fact]
    public async Task Other_failures_and_timeouts_between_answers_change_nothing()
    {
        var inner = new Counting();
        var resolver = new ImpatientResolver(inner, _clock);
        for (var i = 0; i < 20; i++)
        {
            inner.Status = i % 3 == 2 ? DnsStatus.ServFail : DnsStatus.Timeout;
            await AskAsync(resolver);
        }

        Assert.Equal(20, inner.Asked);
    }

    private static async Task<DnsStatus> AskAsync(ImpatientResolver resolver) => (await ((IDnsResolver)resolver).ResolveAsync("example.com", DnsRecordType.Txt)).Status;

    private sealed class Counting : IDnsResolver
    {
        public int Asked { get; private set; }

        public DnsStatus Status { get; set; } = DnsStatus.Timeout;

        public ValueTask<DnsAnswer> ResolveAsync(DnsName name, DnsRecordType type, CancellationToken cancellation = default)
        {
            Asked++;
            return ValueTask.FromResult(new DnsAnswer { Status = Status, Name = name, Type = type });
        }
    }
}
