using Sekisho.Fuzz.Targets;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Sealing.Tests.Fuzzing;

public sealed class SealFuzzTests
{
    [Fact]
    public void No_bytes_make_a_reader_throw_or_open_what_nobody_sealed()
    {
        using var target = new SealBoxTarget();

        Assert.Equal(20_006, FuzzRun.Run(target, seed: 1, cases: 20_000));
    }
}
