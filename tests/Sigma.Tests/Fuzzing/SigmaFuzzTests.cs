using Sekisho.Fuzz.Targets;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Sigma.Tests.Fuzzing;

public sealed class SigmaFuzzTests
{
    [Fact]
    public void The_quick_way_over_yaml_reads_what_the_library_reads() => Assert.Equal(20_009, FuzzRun.Run(new SigmaYamlTarget(), seed: 1, cases: 20_000));

    [Fact]
    public void No_bytes_make_the_reader_of_rules_throw() => Assert.Equal(20_005, FuzzRun.Run(new SigmaRulesTarget(), seed: 1, cases: 20_000));

    [Fact]
    public void No_event_makes_the_index_differ_from_the_rules() => Assert.Equal(50_003, FuzzRun.Run(new SigmaMatchTarget(), seed: 1, cases: 50_000));
}
