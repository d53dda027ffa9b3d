using Sekisho.Dns.Records;
using Sekisho.Testing.Dns;

namespace Sekisho.Dns.Tests.Resolving;

/// <summary>What is kept, for how long, and how much of it; equal questions share one look-up.</summary>
public sealed class DnsCacheTests : ResolverTestBase
{
    [Fact]
    public async Task An_answer_is_kept_for_its_time_and_no_longer()
    {
        Server.Add("example.org", "A", "192.0.2.1", ttl: 100);
        using var resolver = Resolver();
        Assert.Equal(TimeSpan.FromSeconds(100), (await Ask(resolver, "example.org", DnsRecordType.A)).TimeToLive);
        Clock.Advance(TimeSpan.FromSeconds(99));
        Assert.Equal(TimeSpan.FromSeconds(1), (await Ask(resolver, "EXAMPLE.org", DnsRecordType.A)).TimeToLive);
        Assert.Single(Server.Queries);
        Clock.Advance(TimeSpan.FromSeconds(1));
        await Ask(resolver, "example.org", DnsRecordType.A);
        Assert.Equal(2, Server.Queries.Count);
    }

    [Fact]
    public async Task No_answer_is_kept_longer_than_the_limit()
    {
        Server.Add("example.org", "A", "192.0.2.1", ttl: 99_999_999);
        using var resolver = Resolver();
        Assert.Equal(TimeSpan.FromDays(1), (await Ask(resolver, "example.org", DnsRecordType.A)).TimeToLive);
    }

    [Fact]
    public async Task An_absence_is_kept_as_long_as_its_SOA_record_says()
    {
        using var resolver = Resolver();
        Assert.Equal(TimeSpan.FromSeconds(60), (await Ask(resolver, "none.example", DnsRecordType.A)).TimeToLive);
        await Ask(resolver, "none.example", DnsRecordType.A);
        Assert.Single(Server.Queries);
        Clock.Advance(TimeSpan.FromSeconds(60));
        await Ask(resolver, "none.example", DnsRecordType.A);
        Assert.Equal(2, Server.Queries.Count);
    }

    [Fact]
    public async Task An_absence_without_an_SOA_record_is_not_kept()
    {
        Server.Respond = query => [DnsTestMessage.To(query, code: 3).ToBytes()];
        using var resolver = Resolver();
        await Ask(resolver, "none.example", DnsRecordType.A);
        await Ask(resolver, "none.example", DnsRecordType.A);
        Assert.Equal(2, Server.Queries.Count);
    }

    [Fact]
    public async Task A_failure_is_kept_for_a_few_seconds()
    {
        Server.Fail("failing.example", 2);
        using var resolver = Resolver();
        await Ask(resolver, "failing.example", DnsRecordType.A);
        await Ask(resolver, "failing.example", DnsRecordType.A);
        Assert.Single(Server.Queries);
        Clock.Advance(TimeSpan.FromSeconds(5));
        await Ask(resolver, "failing.example", DnsRecordType.A);
        Assert.Equal(2, Server.Queries.Count);
    }

    [Fact]
    public async Task The_cache_keeps_its_limits_and_drops_what_was_not_used()
    {
        for (var i = 0; i < 4; i++) Server.Add($"a{i}.example", "A", "192.0.2.1");
        using var resolver = Resolver(options => options with { MaxCacheEntries = 3 });
        for (var i = 0; i < 3; i++) await Ask(resolver, $"a{i}.example", DnsRecordType.A);
        await Ask(resolver, "a0.example", DnsRecordType.A); // used again: a1 is the oldest now
        await Ask(resolver, "a3.example", DnsRecordType.A);
        Assert.Equal((3, 4), (resolver.CachedAnswers, Server.Queries.Count));
        await Ask(resolver, "a0.example", DnsRecordType.A);
        Assert.Equal(4, Server.Queries.Count);
        await Ask(resolver, "a1.example", DnsRecordType.A);
        Assert.Equal(5, Server.Queries.Count);
    }

    [Fact]
    public async Task The_cache_counts_records_too()
    {
        for (var i = 0; i < 4; i++) Server.Add("many.example", "A", $"192.0.2.{i}");
        Server.Add("one.example", "A", "192.0.2.1");
        using var fits = Resolver(options => options with { MaxCacheRecords = 5 });
        await Ask(fits, "many.example", DnsRecordType.A);
        Assert.Equal(1, fits.CachedAnswers);
        await Ask(fits, "one.example", DnsRecordType.A);
        Assert.Equal(1, fits.CachedAnswers);
        using var never = Resolver(options => options with { MaxCacheRecords = 4 });
        await Ask(never, "many.example", DnsRecordType.A);
        Assert.Equal(0, never.CachedAnswers);
    }

    [Fact]
    public async Task Equal_questions_at_one_time_are_asked_once()
    {
        Server.Add("example.org", "A", "192.0.2.1", ttl: 0);
        var release = new TaskCompletionSource();
        var asked = new SemaphoreSlim(0);
        Server.Before = _ =>
        {
            asked.Release();
            return release.Task;
        };
        using var resolver = Resolver();
        var lookups = Enumerable.Range(0, 50).Select(_ => Ask(resolver, "example.org", DnsRecordType.A)).ToList();
        Assert.True(await asked.WaitAsync(Guard));
        release.SetResult();
        Assert.All(await Task.WhenAll(lookups), answer => Assert.Equal(DnsStatus.Success, answer.Status));
        Assert.Single(Server.Queries);
    }

    [Fact]
    public async Task A_caller_who_goes_away_does_not_end_the_look_up_of_the_others()
    {
        Server.Add("example.org", "A", "192.0.2.1");
        var release = new TaskCompletionSource();
        var asked = new SemaphoreSlim(0);
        Server.Before = _ =>
        {
            asked.Release();
            return release.Task;
        };
        using var resolver = Resolver();
        using var gone = new CancellationTokenSource();
        var first = resolver.ResolveAsync(Name("example.org"), DnsRecordType.A, gone.Token).AsTask();
        Assert.True(await asked.WaitAsync(Guard));
        var second = Ask(resolver, "example.org", DnsRecordType.A);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult();
        Assert.Equal(DnsStatus.Success, (await second).Status);
    }
}
