using Sekisho.Testing.Fuzzing;

namespace Sekisho.Tests.Configuration;

public sealed class ConfigFuzzTests
{
    [Fact]
    public void No_file_makes_the_reader_throw() => Assert.Equal(10_003, FuzzRun.Run(new ConfigFuzzTarget(), seed: 20_240_802, cases: 10_000));
}
