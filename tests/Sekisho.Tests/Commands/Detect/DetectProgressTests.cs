using Sekisho.Commands.Detect;
using Sekisho.Testing;

namespace Sekisho.Tests.Commands.Detect;

public sealed class DetectProgressTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch);
    private readonly StringWriter _error = new();

    public void Dispose() => _error.Dispose();

    [Fact]
    public void A_bar_comes_after_a_second_grows_and_goes_away()
    {
        var progress = new DetectProgress(_error, _clock, wanted: true);
        progress.Show("a.json", 10, 100);
        Assert.Equal("", _error.ToString());
        _clock.Advance(TimeSpan.FromSeconds(1));
        progress.Show("a.json", 50, 100);
        Assert.Contains($"[{new string('#', 15)}{new string('.', 15)}]", _error.ToString(), StringComparison.Ordinal);
        progress.Show("a.json", 60, 100);
        Assert.DoesNotContain(new string('#', 18), _error.ToString(), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(1));
        progress.Show("a.json", 200, 100);
        Assert.Contains(new string('#', 30), _error.ToString(), StringComparison.Ordinal);
        progress.Clear();
        Assert.EndsWith("\r", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_terminal_is_there_is_no_bar()
    {
        var progress = new DetectProgress(_error, _clock, wanted: false);
        _clock.Advance(TimeSpan.FromHours(1));
        progress.Show("a.json", 50, 100);
        progress.Clear();
        Assert.Equal("", _error.ToString());
    }
}
