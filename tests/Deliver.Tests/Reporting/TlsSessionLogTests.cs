using Sekisho.Deliver.Reporting;
using Sekisho.Inspect.Reports;
using Sekisho.MailAuth.Reports.Collecting;
using Sekisho.Roles.Calls;
using Sekisho.Store.Reports;

namespace Sekisho.Deliver.Tests.Reporting;

public sealed class TlsSessionLogTests
{
    private readonly ReportStore _store = new();
    private readonly TlsSessionLog _log;

    public TlsSessionLogTests() => _log = new TlsSessionLog(_store);

    [Fact]
    public async Task Sessions_that_are_alike_are_brought_as_one_count()
    {
        for (var i = 0; i < 5; i++) _log.Note(Session("example.com"));
        _log.Note(Session("example.net"));
        await _log.FlushAsync(default);
        Assert.Equal([("example.com", 5L), ("example.net", 1L)], _store.Observed.Select(one => (one.Domain, one.Count)));
        Assert.All(_store.Observed, one => Assert.Equal(ObservationKind.Tls, one.Kind));
        await _log.FlushAsync(default);
        Assert.Equal(2, _store.Observed.Count);
    }

    [Fact]
    public async Task While_the_store_is_away_they_are_kept()
    {
        _log.Note(Session("example.com"));
        _store.IsAway = true;
        await Assert.ThrowsAsync<CallException>(() => _log.FlushAsync(default));
        _log.Note(Session("example.com"));
        _store.IsAway = false;
        await _log.FlushAsync(default);
        Assert.Equal(2, Assert.Single(_store.Observed).Count);
    }

    [Fact]
    public async Task No_more_different_ones_than_the_limit_are_kept()
    {
        for (var i = 0; i < TlsSessionLog.Most + 1; i++) _log.Note(Session($"d{i}.example"));
        _log.Note(Session("d0.example"));
        await _log.FlushAsync(default);
        Assert.Equal((TlsSessionLog.Most, TlsSessionLog.Most + 1L), (_store.Observed.Count, _store.Observed.Sum(one => one.Count)));
        Assert.All(_store.Observed, one => Assert.True(one.IsWithinLimits()));
        Assert.Equal(0, TlsSessionLog.Most % ObserveRequest.Most);
    }

    private static TlsSession Session(string domain) => new() { Domain = domain, PolicyType = "no-policy-found" };
}
