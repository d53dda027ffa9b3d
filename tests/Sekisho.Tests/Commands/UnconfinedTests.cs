using Sekisho.Commands.Up;
using Sekisho.Configuration;
using Sekisho.Output;
using Sekisho.Starting;
using Sekisho.Wiring;

namespace Sekisho.Tests.Commands;

/// <summary>On a kernel that cannot enforce the role table nothing is started, unless the operator said so.</summary>
public sealed class UnconfinedTests
{
    private const string Reason = "the kernel offers no Landlock – needed for Mx, Store";

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void What_is_missing_is_told_and_ends_the_start_unless_it_was_allowed(bool allowed, bool starts)
    {
        using var error = new StringWriter();
        using var none = new MemoryStream();
        var output = new CommandOutput(new ProgramConsole { Out = TextWriter.Null, Error = error, OutBytes = none, In = none }, json: false);
        var options = SystemWiring.OptionsOf(new PreparedSystem(new SekishoConfig(), "/", "/data", "/c", "/k"), TimeProvider.System, allowed);
        Assert.Equal(starts, UpCommand.CanBeConfined(options, [Reason], output));
        Assert.Contains($"NOT CONFINED: {Reason}", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(!starts, error.ToString().Contains("--allow-unconfined", StringComparison.Ordinal));
    }

    [Fact]
    public void A_kernel_with_everything_says_nothing()
    {
        using var error = new StringWriter();
        using var none = new MemoryStream();
        var output = new CommandOutput(new ProgramConsole { Out = TextWriter.Null, Error = error, OutBytes = none, In = none }, json: false);
        Assert.True(UpCommand.CanBeConfined(SystemWiring.OptionsOf(new PreparedSystem(new SekishoConfig(), "/", "/data", "/c", "/k"), TimeProvider.System), [], output));
        Assert.Equal("", error.ToString());
    }
}
