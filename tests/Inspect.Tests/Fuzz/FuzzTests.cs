using Sekisho.Fuzz.Targets;
using Sekisho.Testing.Fuzzing;

namespace Sekisho.Inspect.Tests.Fuzz;

public sealed class FuzzTests
{
    [Fact]
    public void Mutated_zip_files_are_read_without_a_finding() => RunOf(new InspectZipTarget(), 5_000);

    [Fact]
    public void Mutated_pages_are_read_without_a_finding() => RunOf(new InspectHtmlTarget(), 5_000);

    [Fact]
    public void Mutated_messages_are_inspected_without_a_finding() => RunOf(new InspectMessageTarget(), 3_000);

    [Fact]
    public void Mutated_files_are_looked_into_without_a_finding() => RunOf(new InspectFilesTarget(), 5_000);

    [Fact]
    public void Mutated_pictures_and_drawings_are_read_without_a_finding() => RunOf(new InspectImagesTarget(), 3_000);

    [Fact]
    public void Mutated_codes_are_read_without_a_finding() => RunOf(new InspectCodesTarget(), 5_000);

    [Fact]
    public void Mutated_messages_are_rebuilt_without_a_finding() => RunOf(new InspectDisarmTarget(), 3_000);

    [Fact]
    public void Mutated_rules_over_mail_are_read_and_mail_is_judged_without_a_finding() => RunOf(new InspectRulesTarget(), 2_000);

    private static void RunOf(IFuzzTarget target, long cases) => Assert.Equal(cases + target.Seeds.Count, FuzzRun.Run(target, seed: 20260808, cases));
}
