using System.Net;
using Sekisho.Edge.Greylisting;
using Sekisho.Inspect.Facts;
using Sekisho.Inspect.Verdicts;
using Sekisho.Testing;

namespace Sekisho.Edge.Tests.Greylisting;

public sealed class GreylistCountsTests
{
    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public void Everything_that_is_delivered_is_counted_once_and_what_is_stopped_is_not()
    {
        var list = new Greylist(60, _clock);
        var stranger = GreylistTests.Stranger(("auth.spf", "fail"));
        Assert.Equal(GreylistResult.Wait, Judge(list, stranger));
        Assert.Equal(GreylistResult.Wait, Judge(list, stranger));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(GreylistResult.Passed, Judge(list, stranger));
        Assert.Equal(GreylistResult.Open, Judge(list, stranger));
        foreach (var stopped in (Disposition[])[Disposition.Quarantine, Disposition.Reject, Disposition.Defer]) Judge(list, stranger with { Disposition = stopped });
        Judge(list, stranger, account: "tarou@here.example");
        Assert.Equal(new GreylistFigures { Deferred = 2, Passed = 1, Remembered = 1, ExemptSubmitted = 1 }, list.Did.Read().SinceStart);
        Assert.Equal(list.Did.Read().SinceStart, list.Did.Read().LastDay);
    }

    [Theory]
    [InlineData("auth.spf")]
    [InlineData("auth.dkim")]
    [InlineData("auth.dmarc")]
    public void An_authenticated_sender_is_never_asked_to_wait_however_often_it_comes(string check)
    {
        var list = new Greylist(60, _clock, mostWaiting: 1);
        for (var i = 0; i < 5; i++) Assert.Equal(GreylistResult.Open, Judge(list, GreylistTests.Stranger((check, "pass"))));
        Assert.Equal(new GreylistFigures { ExemptAuthenticated = 5 }, list.Did.Read().SinceStart);
        Assert.Equal((0, 0), list.Counts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public void A_sender_whom_the_tenant_knows_or_of_whom_nobody_could_be_asked_is_never_asked_to_wait(bool? firstContact)
    {
        var facts = new FactSet();
        if (firstContact is { } first) facts.Set("history.first_contact", first);
        var list = new Greylist(60, _clock);
        Assert.Equal(GreylistResult.Open, Judge(list, new Verdict { Disposition = Disposition.Tag, Facts = facts }));
        Assert.Equal(new GreylistFigures { ExemptKnown = 1 }, list.Did.Read().SinceStart);
    }

    [Fact]
    public void A_full_list_is_counted()
    {
        var list = new Greylist(60, _clock, mostWaiting: 1);
        Judge(list, GreylistTests.Stranger());
        Assert.Equal(GreylistResult.Full, Judge(list, GreylistTests.Stranger(), recipient: "c@here.example"));
        Assert.Equal(1, list.Did.Read().SinceStart.Full);
    }

    [Fact]
    public void The_last_day_forgets_hour_by_hour_and_the_total_does_not()
    {
        var counts = new GreylistCounts(_clock);
        counts.Add(GreylistCounter.Deferred);
        _clock.Advance(TimeSpan.FromHours(1));
        counts.Add(GreylistCounter.Deferred);
        _clock.Advance(TimeSpan.FromHours(GreylistCounts.Hours - 2));
        Assert.Equal((2, 2), Deferred(counts));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((2, 1), Deferred(counts));
        _clock.Advance(TimeSpan.FromDays(400));
        Assert.Equal((2, 0), Deferred(counts));
        counts.Add(GreylistCounter.Deferred);
        Assert.Equal((3, 1), Deferred(counts));
    }

    private static (long Total, long Day) Deferred(GreylistCounts counts) => (counts.Read().SinceStart.Deferred, counts.Read().LastDay.Deferred);

    private static GreylistResult Judge(Greylist list, Verdict verdict, string? account = null, string recipient = "b@here.example") =>
        list.Judge(verdict, account, IPAddress.Parse("192.0.2.7"), "a@far.example", recipient).Result;
}
