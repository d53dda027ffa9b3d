using Sekisho.Fuzz.Targets;
using Sekisho.Testing.Fuzzing;
using Xunit.Abstractions;

namespace Sekisho.Mime.Tests;

/// <summary>A bounded run of each fuzz target; <c>sekisho fuzz</c> runs more.</summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private const ulong Seed = 20261122;
    private const int Cases = 20_000;

    [Fact]
    public void Any_bytes_are_a_message() => Run(new MimeMessageTarget());

    [Fact]
    public void Any_bytes_are_addresses() => Run(new MimeAddressesTarget());

    [Fact]
    public void Any_bytes_are_text_with_words() => Run(new MimeEncodedWordsTarget());

    [Fact]
    public void Any_bytes_are_parameters() => Run(new MimeParametersTarget());

    private void Run(IFuzzTarget target)
    {
        output.WriteLine($"{target.Name}: seed {Seed}, {Cases} cases");
        Assert.Equal(target.Seeds.Count + Cases, FuzzRun.Run(target, Seed, Cases));
    }
}
