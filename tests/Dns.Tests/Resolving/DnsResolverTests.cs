using System.Text;
using Sekisho.Dns.Names;
using Sekisho.Dns.Records;
using Sekisho.Testing;
using Sekisho.Testing.Dns;

namespace Sekisho.Dns.Tests.Resolving;

public sealed class DnsResolverTests : IAsyncLifetime
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _clock = new();
    private ScriptedDnsServer _server = null!;

    public Task InitializeAsync()
    {
        _server = ScriptedDnsServer.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Records_are_found()
    {
        _server.Add("example.org", "MX", "20 b.example.org").Add("example.org", "MX", "10 a.example.org");
        using var resolver = Resolver();
        var answer = await Ask(resolver, "example.org", DnsRecordType.Mx);
        Assert.Equal(DnsStatus.Success, answer.Status);
        Assert.Equal(["a.example.org", "b.example.org"], answer.Records.Cast<MxRecord>().OrderBy(record => record.Preference).Select(record => record.Exchange.Text));
        Assert.False(answer.Authenticated);
    }

    [Fact]
    public async Task The_AD_bit_is_passed_on()
    {
        _server.Add("example.org", "A", "192.0.2.1");
        _server.Authenticated = true;
        using var resolver = Resolver();
        Assert.True((await Ask(resolver, "example.org", DnsRecordType.A)).Authenticated);
        Assert.True((await Ask(resolver, "example.org", DnsRecordType.A)).Authenticated);
    }

    [Fact]
    public async Task A_missing_name_and_a_missing_type_are_different_answers()
    {
        _server.Add("example.org", "A", "192.0.2.1");
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.NoData, (await Ask(resolver, "example.org", DnsRecordType.Mx)).Status);
        Assert.Equal(DnsStatus.NxDomain, (await Ask(resolver, "none.example.org", DnsRecordType.Mx)).Status);
    }

    [Fact]
    public async Task Aliases_are_followed_within_an_answer_and_by_further_questions()
    {
        _server.Add("www.example", "CNAME", "a.example").Add("a.example", "CNAME", "b.example").Add("b.example", "A", "192.0.2.1");
        using var resolver = Resolver();
        var whole = await Ask(resolver, "www.example", DnsRecordType.A);
        Assert.Equal(("b.example", 1), (whole.CanonicalName.Text, whole.Records.Count));

        _server.Respond = query => query.Name.Equals("c.example", StringComparison.OrdinalIgnoreCase)
            ? [DnsTestMessage.To(query).Answer("c.example", DnsTestMessage.Cname, 60, "b.example").ToBytes()]
            : null;
        var split = await Ask(resolver, "c.example", DnsRecordType.A);
        Assert.Equal((DnsStatus.Success, "b.example", 1), (split.Status, split.CanonicalName.Text, split.Records.Count));
    }

    [Fact]
    public async Task Eight_aliases_are_followed_and_nine_are_not()
    {
        for (var i = 0; i < 9; i++) _server.Add($"a{i}.example", "CNAME", $"a{i + 1}.example");
        _server.Add("a9.example", "A", "192.0.2.1");
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "a1.example", DnsRecordType.A)).Status);
        Assert.Equal(DnsStatus.Malformed, (await Ask(resolver, "a0.example", DnsRecordType.A)).Status);
    }

    [Fact]
    public async Task Aliases_in_a_circle_end()
    {
        _server.Add("a.example", "CNAME", "b.example").Add("b.example", "CNAME", "a.example");
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.Malformed, (await Ask(resolver, "a.example", DnsRecordType.A)).Status);
    }

    [Fact]
    public async Task Records_of_other_names_are_not_believed()
    {
        _server.Respond = query =>
        [
            DnsTestMessage.To(query).Answer(query.Name, DnsTestMessage.A, 60, "192.0.2.1").Answer("bank.example", DnsTestMessage.A, 60, "192.0.2.66")
                .Additional("bank.example", DnsTestMessage.A, 60, "192.0.2.66").ToBytes(),
        ];
        using var resolver = Resolver();
        Assert.Single((await Ask(resolver, "example.org", DnsRecordType.A)).Records);
        _server.Respond = null;
        Assert.Equal(DnsStatus.NxDomain, (await Ask(resolver, "bank.example", DnsRecordType.A)).Status);
    }

    [Fact]
    public async Task A_truncated_answer_is_asked_for_again_over_TCP()
    {
        for (var i = 0; i < 100; i++) _server.Add("big.example", "TXT", $"text number {i} of a hundred that do not fit");
        using var resolver = Resolver();
        Assert.Equal(100, (await Ask(resolver, "big.example", DnsRecordType.Txt)).Records.Count);
        Assert.Equal([false, true], _server.Queries.Select(query => query.OverTcp));
    }

    [Fact]
    public async Task Sixty_four_kilobytes_over_TCP_are_read()
    {
        _server.Respond = query =>
        {
            if (!query.OverTcp) return [DnsTestMessage.To(query, truncated: true).ToBytes()];
            var message = DnsTestMessage.To(query);
            for (var i = 0; i < 240; i++) message.Answer(query.Name, DnsTestMessage.Txt, 60, new string('x', 240));
            return [message.ToBytes()];
        };
        using var resolver = Resolver();
        Assert.Equal(240, (await Ask(resolver, "big.example", DnsRecordType.Txt)).Records.Count);
    }

    [Fact]
    public async Task Forged_answers_are_ignored_and_the_right_one_is_taken()
    {
        _server.Respond = query =>
        {
            var right = DnsTestMessage.To(query).Answer(query.Name, DnsTestMessage.A, 60, "192.0.2.1").ToBytes();
            byte[] Forged(Action<byte[]> change)
            {
                var bytes = DnsTestMessage.To(query).Answer(query.Name, DnsTestMessage.A, 60, "192.0.2.66").ToBytes();
                change(bytes);
                return bytes;
            }

            return
            [
                Forged(bytes => bytes[0] ^= 1), // another identifier
                Forged(bytes => bytes[13] ^= 1), // another name
                Forged(bytes => bytes[2] &= 0x7F), // no answer at all
                Forged(bytes => bytes[5] = 0), // no question
                [1, 2, 3],
                right,
            ];
        };
        using var resolver = Resolver();
        var answer = await Ask(resolver, "example.org", DnsRecordType.A);
        Assert.Equal("192.0.2.1", Assert.IsType<AddressRecord>(Assert.Single(answer.Records)).Address.ToString());
    }

    [Fact]
    public async Task Whoever_sends_many_wrong_datagrams_makes_us_ask_over_TCP()
    {
        _server.Add("example.org", "A", "192.0.2.1");
        _server.Respond = query => query.OverTcp ? null : [.. Enumerable.Repeat<byte[]>([0, 1, 2, 3], 16)];
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "example.org", DnsRecordType.A)).Status);
        Assert.Equal([false, true], _server.Queries.Select(query => query.OverTcp));
    }

    [Fact]
    public async Task A_server_that_changes_the_case_of_names_is_asked_over_TCP()
    {
        _server.Add("a-name-with-many-letters.example", "A", "192.0.2.1");
        _server.Respond = query =>
        {
            if (query.OverTcp) return null;
            var bytes = _server.Answer(query);
            Encoding.ASCII.GetBytes(query.Name.ToUpperInvariant()[..24]).CopyTo(bytes, 13);
            return [bytes];
        };
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "a-name-with-many-letters.example", DnsRecordType.A)).Status);
        Assert.Contains(_server.Queries, query => query.OverTcp);
    }

    [Fact]
    public async Task Identifiers_and_the_case_of_letters_differ_from_query_to_query()
    {
        _server.Fail("abcdefghijklmnopqrstuvwxyz.example", 2);
        using var resolver = Resolver(options => options with { FailureTtl = TimeSpan.Zero });
        for (var i = 0; i < 8; i++) await Ask(resolver, "abcdefghijklmnopqrstuvwxyz.example", DnsRecordType.A);
        Assert.Equal(8, _server.Queries.Count);
        Assert.True(_server.Queries.Select(query => query.Name).Distinct(StringComparer.Ordinal).Count() > 4);
        Assert.True(_server.Queries.Select(query => (query.Bytes[0] << 8) | query.Bytes[1]).Distinct().Count() > 4);
    }

    [Fact]
    public async Task A_server_without_EDNS_is_asked_without()
    {
        _server.Add("example.org", "A", "192.0.2.1");
        _server.Respond = query => query.Extended ? [DnsTestMessage.To(query, code: 1).ToBytes()] : null;
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "example.org", DnsRecordType.A)).Status);
        Assert.Equal([true, false], _server.Queries.Select(query => query.Extended));
    }

    [Fact]
    public async Task A_format_error_without_the_question_counts_as_an_answer()
    {
        _server.Add("example.org", "A", "192.0.2.1");
        _server.Respond = query => query.Extended ? [[query.Bytes[0], query.Bytes[1], 0x80, 1, 0, 0, 0, 0, 0, 0, 0, 0]] : null;
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "example.org", DnsRecordType.A)).Status);
    }

    [Fact]
    public async Task Failures_are_answers_with_their_reason()
    {
        _server.Fail("failing.example", 2).Fail("refused.example", 5);
        _server.Respond = query => query.Name.StartsWith("garbage", StringComparison.OrdinalIgnoreCase) ? [DnsTestMessage.To(query).Count(6, 9).ToBytes()] : null;
        using var resolver = Resolver();
        Assert.Equal(DnsStatus.ServFail, (await Ask(resolver, "failing.example", DnsRecordType.A)).Status);
        Assert.Equal(DnsStatus.Refused, (await Ask(resolver, "refused.example", DnsRecordType.A)).Status);
        Assert.Equal(DnsStatus.Malformed, (await Ask(resolver, "garbage.example", DnsRecordType.A)).Status);
        var bad = await ((IDnsResolver)resolver).ResolveAsync("a..b", DnsRecordType.A);
        Assert.Equal(DnsStatus.BadName, bad.Status);
        Assert.False(bad.IsTemporary);
        using var nobody = new DnsResolver(new DnsResolverOptions { Servers = [] }, _clock);
        Assert.Equal(DnsStatus.NoServers, (await Ask(nobody, "example.org", DnsRecordType.A)).Status);
    }

    [Fact]
    public async Task When_one_server_fails_or_is_gone_the_next_is_asked()
    {
        await using var other = ScriptedDnsServer.Start();
        other.Add("example.org", "A", "192.0.2.1").Add("example.net", "A", "192.0.2.2");
        _server.Fail("example.org", 2);
        using var resolver = Resolver(options => options with { Servers = [_server.EndPoint, other.EndPoint] });
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "example.org", DnsRecordType.A)).Status);
        await _server.DisposeAsync();
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "example.net", DnsRecordType.A)).Status);
        _server = ScriptedDnsServer.Start();
    }

    [Fact]
    public async Task A_silent_server_is_left_after_its_time_and_comes_last_for_a_while()
    {
        await using var other = ScriptedDnsServer.Start();
        other.Add("example.org", "A", "192.0.2.1").Add("example.net", "A", "192.0.2.2");
        var asked = new SemaphoreSlim(0);
        _server.Before = _ =>
        {
            asked.Release();
            return Task.CompletedTask;
        };
        _server.Fail("example.org", -1).Fail("example.net", -1);
        using var resolver = Resolver(options => options with { Servers = [_server.EndPoint, other.EndPoint] });
        var first = Ask(resolver, "example.org", DnsRecordType.A);
        Assert.True(await asked.WaitAsync(Guard));
        Assert.False(first.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(DnsStatus.Success, (await first).Status);
        Assert.Equal(DnsStatus.Success, (await Ask(resolver, "example.net", DnsRecordType.A)).Status);
        Assert.Single(_server.Queries);
    }

    [Fact]
    public async Task A_look_up_ends_at_its_deadline()
    {
        var asked = new SemaphoreSlim(0);
        _server.Before = _ =>
        {
            asked.Release();
            return Task.CompletedTask;
        };
        _server.Fail("example.org", -1);
        using var resolver = Resolver(options => options with { TryTimeout = TimeSpan.FromHours(1), Deadline = TimeSpan.FromSeconds(10) });
        var lookup = Ask(resolver, "example.org", DnsRecordType.A);
        Assert.True(await asked.WaitAsync(Guard));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(DnsStatus.Timeout, (await lookup).Status);
    }

    [Fact]
    public async Task An_answer_is_kept_for_its_time_and_no_longer()
    {
        _server.Add("example.org", "A", "192.0.2.1", ttl: 100);
        using var resolver = Resolver();
        Assert.Equal(TimeSpan.FromSeconds(100), (await Ask(resolver, "example.org", DnsRecordType.A)).TimeToLive);
        _clock.Advance(TimeSpan.FromSeconds(99));
        Assert.Equal(TimeSpan.FromSeconds(1), (await Ask(resolver, "EXAMPLE.org", DnsRecordType.A)).TimeToLive);
        Assert.Single(_server.Queries);
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Ask(resolver, "example.org", DnsRecordType.A);
        Assert.Equal(2, _server.Queries.Count);
    }

    [Fact]
    public async Task No_answer_is_kept_longer_than_the_limit()
    {
        _server.Add("example.org", "A", "192.0.2.1", ttl: 99_999_999);
        using var resolver = Resolver();
        Assert.Equal(TimeSpan.FromDays(1), (await Ask(resolver, "example.org", DnsRecordType.A)).TimeToLive);
    }

    [Fact]
    public async Task An_absence_is_kept_as_long_as_its_SOA_record_says()
    {
        using var resolver = Resolver();
        Assert.Equal(TimeSpan.FromSeconds(60), (await Ask(resolver, "none.example", DnsRecordType.A)).TimeToLive);
        await Ask(resolver, "none.example", DnsRecordType.A);
        Assert.Single(_server.Queries);
        _clock.Advance(TimeSpan.FromSeconds(60));
        await Ask(resolver, "none.example", DnsRecordType.A);
        Assert.Equal(2, _server.Queries.Count);
    }

    [Fact]
    public async Task An_absence_without_an_SOA_record_is_not_kept()
    {
        _server.Respond = query => [DnsTestMessage.To(query, code: 3).ToBytes()];
        using var resolver = Resolver();
        await Ask(resolver, "none.example", DnsRecordType.A);
        await Ask(resolver, "none.example", DnsRecordType.A);
        Assert.Equal(2, _server.Queries.Count);
    }

    [Fact]
    public async Task A_failure_is_kept_for_a_few_seconds()
    {
        _server.Fail("failing.example", 2);
        using var resolver = Resolver();
        await Ask(resolver, "failing.example", DnsRecordType.A);
        await Ask(resolver, "failing.example", DnsRecordType.A);
        Assert.Single(_server.Queries);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Ask(resolver, "failing.example", DnsRecordType.A);
        Assert.Equal(2, _server.Queries.Count);
    }

    [Fact]
    public async Task The_cache_keeps_its_limits_and_drops_what_was_not_used()
    {
        for (var i = 0; i < 4; i++) _server.Add($"a{i}.example", "A", "192.0.2.1");
        using var resolver = Resolver(options => options with { MaxCacheEntries = 3 });
        for (var i = 0; i < 3; i++) await Ask(resolver, $"a{i}.example", DnsRecordType.A);
        await Ask(resolver, "a0.example", DnsRecordType.A); // used again: a1 is the oldest now
        await Ask(resolver, "a3.example", DnsRecordType.A);
        Assert.Equal((3, 4), (resolver.CachedAnswers, _server.Queries.Count));
        await Ask(resolver, "a0.example", DnsRecordType.A);
        Assert.Equal(4, _server.Queries.Count);
        await Ask(resolver, "a1.example", DnsRecordType.A);
        Assert.Equal(5, _server.Queries.Count);
    }

    [Fact]
    public async Task The_cache_counts_records_too()
    {
        for (var i = 0; i < 4; i++) _server.Add("many.example", "A", $"192.0.2.{i}");
        _server.Add("one.example", "A", "192.0.2.1");
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
        _server.Add("example.org", "A", "192.0.2.1", ttl: 0);
        var release = new TaskCompletionSource();
        var asked = new SemaphoreSlim(0);
        _server.Before = _ =>
        {
            asked.Release();
            return release.Task;
        };
        using var resolver = Resolver();
        var lookups = Enumerable.Range(0, 50).Select(_ => Ask(resolver, "example.org", DnsRecordType.A)).ToList();
        Assert.True(await asked.WaitAsync(Guard));
        release.SetResult();
        Assert.All(await Task.WhenAll(lookups), answer => Assert.Equal(DnsStatus.Success, answer.Status));
        Assert.Single(_server.Queries);
    }

    [Fact]
    public async Task A_caller_who_goes_away_does_not_end_the_look_up_of_the_others()
    {
        _server.Add("example.org", "A", "192.0.2.1");
        var release = new TaskCompletionSource();
        var asked = new SemaphoreSlim(0);
        _server.Before = _ =>
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

    private static DnsName Name(string text)
    {
        Assert.True(DnsName.TryParse(text, out var name));
        return name;
    }

    private static Task<DnsAnswer> Ask(DnsResolver resolver, string name, DnsRecordType type) =>
        resolver.ResolveAsync(Name(name), type).AsTask().WaitAsync(Guard);

    private DnsResolver Resolver(Func<DnsResolverOptions, DnsResolverOptions>? change = null)
    {
        var options = new DnsResolverOptions { Servers = [_server.EndPoint] };
        return new DnsResolver(change is null ? options : change(options), _clock);
    }
}
