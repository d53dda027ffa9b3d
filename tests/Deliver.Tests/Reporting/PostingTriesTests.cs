using Sekisho.Deliver.Reporting;
using Sekisho.Inspect.Reports;
using Sekisho.Store.Reports;
using Sekisho.Testing;

namespace Sekisho.Deliver.Tests.Reporting;

public sealed class PostingTriesTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ReportPeriod Period = new(ObservationKind.Tls, "example.com", Day, Day.AddDays(1), "", 1, 1, 0);
    private static readonly Uri Good = new("https://good.example/r");
    private static readonly Uri Bad = new("https://bad.example/r");

    private readonly ManualTimeProvider _clock = new(Day.AddDays(1).AddHours(1));
    private readonly PostedInMemory _post = new();
    private readonly PostingTries _tries;

    public PostingTriesTests()
    {
        _tries = new PostingTries(_post, _clock);
        _post.Outcome = to => to == Bad ? new PostOutcome(false, true, "bad.example answers 503") : PostOutcome.Taken;
    }

    [Fact]
    public async Task Who_has_taken_it_gets_it_no_second_time_while_another_is_tried_again()
    {
        Assert.Null(await PostAsync());
        Assert.Null(await PostAsync());
        Assert.Equal([Good, Bad], _post.Posted.Select(each => each.To));
        _clock.Advance(PostingTries.RetryAfter);
        _post.Outcome = _ => PostOutcome.Taken;
        Assert.Equal([new PostedReport(Good.AbsoluteUri, "posted"), new PostedReport(Bad.AbsoluteUri, "posted")], await PostAsync());
        Assert.Equal([Good, Bad, Bad], _post.Posted.Select(each => each.To));
    }

    [Fact]
    public async Task The_operator_need_not_wait_for_the_next_try()
    {
        Assert.Null(await PostAsync());
        Assert.Null(await PostAsync(now: true));
        Assert.Equal([Good, Bad, Bad], _post.Posted.Select(each => each.To));
    }

    [Fact]
    public async Task After_a_day_it_is_given_up()
    {
        _clock.Advance(Period.End + PostingTries.GiveUpAfter - _clock.GetUtcNow() - TimeSpan.FromTicks(1));
        Assert.Null(await PostAsync());
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["posted", "bad.example answers 503"], (await PostAsync())!.Select(each => each.Outcome));
        Assert.Equal(2, _post.Posted.Count);
    }

    [Fact]
    public async Task What_would_not_help_is_not_tried_again()
    {
        _post.Outcome = to => to == Bad ? new PostOutcome(false, false, "bad.example answers 404") : PostOutcome.Taken;
        Assert.Equal(["posted", "bad.example answers 404"], (await PostAsync())!.Select(each => each.Outcome));
    }

    [Fact]
    public async Task A_finished_period_is_forgotten()
    {
        Assert.Null(await PostAsync());
        _tries.Forget(Period);
        Assert.Null(await PostAsync());
        Assert.Equal(4, _post.Posted.Count);
    }

    [Fact]
    public async Task Places_that_hang_use_up_the_time_of_a_pass_only()
    {
        _post.Outcome = _ =>
        {
            _clock.Advance(PostingTries.MostOfPass);
            return PostOutcome.Taken;
        };
        Assert.Null(await PostAsync());
        Assert.Null(await PostAsync());
        Assert.Equal([Good], _post.Posted.Select(each => each.To));
        _tries.Begin();
        Assert.NotNull(await PostAsync());
        Assert.Equal([Good, Bad], _post.Posted.Select(each => each.To));
    }

    private Task<IReadOnlyList<PostedReport>?> PostAsync(bool now = false) => _tries.PostAsync(Period, [Good, Bad], [1], now, default);
}
