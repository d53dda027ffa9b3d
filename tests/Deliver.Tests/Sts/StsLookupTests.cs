using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Sekisho.Deliver.Security;
using Sekisho.Deliver.Sts;
using Sekisho.Deliver.Tests.Reporting;
using Sekisho.Dns;
using Sekisho.MailAuth.MtaSts;
using Sekisho.Testing;
using Sekisho.Testing.Dns;

namespace Sekisho.Deliver.Tests.Sts;

public sealed class StsLookupTests : IAsyncLifetime
{
    private const string Domain = "example.net";

    private readonly ScriptedDnsServer _dns = ScriptedDnsServer.Start();
    private readonly ManualTimeProvider _clock = new();
    private readonly SessionsInMemory _sessions = new();
    private readonly FetchInMemory _fetch = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-sts-").FullName;
    private readonly List<IDisposable> _owned = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _owned.ForEach(each => each.Dispose());
        await _dns.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_domain_without_a_record_has_no_policy_and_nothing_is_fetched()
    {
        Assert.Null(await Start().OfAsync(Domain, default));
        Assert.Empty(_fetch.Asked);
    }

    [Fact]
    public async Task A_policy_is_fetched_once_and_again_only_when_its_id_changes()
    {
        var sts = Start();
        Publish("1", "enforce");
        for (var i = 0; i < 5; i++) Assert.Equal(StsMode.Enforce, (await sts.OfAsync(Domain, default))!.Mode);
        Assert.Single(_fetch.Asked);
        Publish("2", "none");
        Assert.Equal(StsMode.None, (await sts.OfAsync(Domain, default))!.Mode);
        Assert.Equal(2, _fetch.Asked.Count);
    }

    [Fact]
    public async Task Many_messages_at_one_time_fetch_once()
    {
        var sts = Start();
        Publish("1", "enforce");
        _fetch.Hold = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, 50).Select(_ => sts.OfAsync(Domain, default).AsTask()).ToList();
        await _fetch.WasAsked.Task.WaitAsync(StoreInMemory.Guard);
        _fetch.Hold.SetResult();
        Assert.All(await Task.WhenAll(waiting), policy => Assert.Equal(StsMode.Enforce, policy!.Mode));
        Assert.Single(_fetch.Asked);
    }

    [Fact]
    public async Task A_kept_policy_holds_while_DNS_and_policy_host_are_gone_until_its_time_is_over()
    {
        var sts = Start();
        Publish("1", "enforce", maxAge: 86_400);
        Assert.NotNull(await sts.OfAsync(Domain, default));
        _dns.Remove("_mta-sts." + Domain);
        _fetch.Files.Clear();
        _clock.Advance(TimeSpan.FromSeconds(86_399));
        Assert.Equal(StsMode.Enforce, (await sts.OfAsync(Domain, default))?.Mode);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await sts.OfAsync(Domain, default));
    }

    [Fact]
    public async Task A_kept_policy_holds_on_after_a_start()
    {
        Publish("1", "enforce", maxAge: 86_400);
        Assert.NotNull(await Start().OfAsync(Domain, default));
        _dns.Remove("_mta-sts." + Domain);
        var policy = await Start().OfAsync(Domain, default);
        Assert.Equal(["*.example.net"], policy!.MxPatterns);
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, Start().Count);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task A_damaged_or_exchanged_file_is_not_believed()
    {
        Publish("1", "enforce");
        await Start().OfAsync(Domain, default);
        var file = Assert.Single(Directory.GetFiles(_folder));
        var text = await File.ReadAllTextAsync(file);
        foreach (var bad in new[] { "", "{}", "[]", text[..(text.Length / 2)], text.Replace("example.net", "example.org", StringComparison.Ordinal), text.Replace("604800", "99999999999", StringComparison.Ordinal) })
        {
            await File.WriteAllTextAsync(file, bad);
            Assert.Equal(0, Start().Count);
        }
    }

    [Fact]
    public async Task A_new_policy_that_cannot_be_had_leaves_the_old_one_and_is_tried_again_after_a_while()
    {
        var sts = Start();
        Publish("1", "enforce");
        await sts.OfAsync(Domain, default);
        Publish("2", "none");
        _fetch.Files[Domain] = StsFetched.Failed(TlsFailureTypes.StsWebPkiInvalid, "self-signed");
        for (var i = 0; i < 3; i++) Assert.Equal(StsMode.Enforce, (await sts.OfAsync(Domain, default))!.Mode);
        Assert.Equal(2, _fetch.Asked.Count);
        Assert.Equal(("sts", Domain, TlsFailureTypes.StsWebPkiInvalid), _sessions.All.Select(each => (each.PolicyType, each.Domain, each.Failure!.ResultType)).Single());
        Publish("2", "none");
        _clock.Advance(StsLookup.RetryAfter);
        Assert.Equal(StsMode.None, (await sts.OfAsync(Domain, default))!.Mode);
    }

    [Theory]
    [InlineData("not a policy", TlsFailureTypes.StsPolicyInvalid)]
    [InlineData(null, TlsFailureTypes.StsPolicyFetchError)]
    public async Task A_first_policy_that_cannot_be_had_is_none_and_told(string? file, string failure)
    {
        var sts = Start();
        Publish("1", "enforce");
        _fetch.Files[Domain] = file is null ? StsFetched.Failed(TlsFailureTypes.StsPolicyFetchError, "404") : new StsFetched(Encoding.ASCII.GetBytes(file), null, null);
        Assert.Null(await sts.OfAsync(Domain, default));
        Assert.Null(await sts.OfAsync(Domain, default));
        Assert.Single(_fetch.Asked);
        Assert.Equal(failure, Assert.Single(_sessions.All).Failure!.ResultType);
    }

    [Fact]
    public async Task A_kept_policy_is_fetched_again_each_day_while_mail_does_not_wait_for_it()
    {
        var sts = Start();
        Publish("1", "enforce");
        await sts.OfAsync(Domain, default);
        _clock.Advance(StsLookup.RefreshAfter);
        _fetch.WasAsked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fetch.Hold = new TaskCompletionSource();
        Assert.NotNull(await sts.OfAsync(Domain, default));
        await _fetch.WasAsked.Task.WaitAsync(StoreInMemory.Guard);
        _fetch.Hold.SetResult();
    }

    [Fact]
    public async Task A_policy_that_is_over_at_once_is_not_fetched_for_every_message()
    {
        var sts = Start();
        Publish("1", "enforce", maxAge: 0);
        for (var i = 0; i < 5; i++) Assert.Null(await sts.OfAsync(Domain, default));
        Assert.Single(_fetch.Asked);
    }

    [Fact]
    public async Task A_name_that_is_too_long_has_no_policy() =>
        Assert.Null(await Start().OfAsync(string.Join('.', Enumerable.Repeat(new string('a', 60), 4)) + ".abcdef", default));

    private StsLookup Start()
    {
        var resolver = new DnsResolver(new DnsResolverOptions { Servers = [_dns.EndPoint], MaxTtl = TimeSpan.Zero, MaxNegativeTtl = TimeSpan.Zero }, TimeProvider.System);
        var sts = new StsLookup(resolver, _fetch, new StsFolder(_folder, NullLogger.Instance), _sessions, _clock, NullLogger.Instance);
        _owned.AddRange([resolver, sts]);
        return sts;
    }

    private void Publish(string id, string mode, long maxAge = 604_800)
    {
        _dns.Remove("_mta-sts." + Domain);
        _dns.Add("_mta-sts." + Domain, "TXT", $"v=STSv1; id={id};", ttl: 0);
        _fetch.Files[Domain] = new StsFetched(Encoding.ASCII.GetBytes($"version: STSv1\r\nmode: {mode}\r\nmx: *.example.net\r\nmax_age: {maxAge}\r\n"), null, null);
    }

    private sealed class FetchInMemory : IStsFetch
    {
        public Dictionary<string, StsFetched> Files { get; } = [];

        public List<string> Asked { get; } = [];

        public TaskCompletionSource? Hold { get; set; }

        public TaskCompletionSource WasAsked { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<StsFetched> FetchAsync(string domain, CancellationToken cancellation)
        {
            lock (Asked) Asked.Add(domain);
            WasAsked.TrySetResult();
            if (Hold is { } hold) await hold.Task.WaitAsync(cancellation);
            return Files.TryGetValue(domain, out var file) ? file : StsFetched.Failed(TlsFailureTypes.StsPolicyFetchError, "gone");
        }
    }
}
