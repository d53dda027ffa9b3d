namespace Sekisho.House.Tests.Code;

public sealed class SizeTests
{
    private static readonly string[] Folders = ["src", "tests", "bench", "fuzz"];

    [Fact]
    public void Files_and_methods_stay_small() =>
        House.Holds(
            $"A file has at most {Sizes.FileLines} lines (a test file {Sizes.TestFileLines}), a method at most {Sizes.MethodLines}",
            $"Split by verb. Where that would read worse, add a line with the reason to {SizeException.ListPath}.",
            SizeException.Findings([.. Source.In(Folders).SelectMany(Sizes.TooLong)], SizeException.Load()));

    [Fact]
    public void A_file_has_one_public_type() =>
        House.Holds(
            "One public type a file",
            "Give the second type a file of its own name, or make it internal.",
            Source.In("src").Select(source => (source.Path, Types: Sizes.PublicTypes(source))).Where(file => file.Types.Count > 1)
                .Select(file => $"{file.Path} {string.Join(", ", file.Types)}"));

    [Fact]
    public void A_long_method_is_found_at_one_line_past_the_limit()
    {
        Assert.Empty(Sizes.TooLong(WithMethodOf(Sizes.MethodLines)));
        var (key, lines, limit) = Assert.Single(Sizes.TooLong(WithMethodOf(Sizes.MethodLines + 1)));
        Assert.Equal(("src/A.cs A.M", Sizes.MethodLines + 1, Sizes.MethodLines), (key, lines, limit));
    }

    [Fact]
    public void A_long_file_is_found_at_one_line_past_the_limit()
    {
        Assert.Empty(Sizes.TooLong(Source.Parse("src/A.cs", new string('\n', Sizes.FileLines))));
        Assert.Equal(Sizes.FileLines + 1, Assert.Single(Sizes.TooLong(Source.Parse("src/A.cs", new string('\n', Sizes.FileLines + 1)))).Lines);
    }

    [Fact]
    public void A_second_public_type_is_found() =>
        Assert.Equal(["A", "B"], Sizes.PublicTypes(Source.Parse("src/A.cs", "namespace N; public class A { public class Nested; } public delegate void B(); internal class C;")));

    [Theory]
    [InlineData("", 80, "limit")]
    [InlineData("k\t79\tr", 80, "grown")]
    [InlineData("k\t91\tr", 80, "lowered")]
    [InlineData("k\t80\t", 80, "no reason")]
    [InlineData("k\t80\tr\nother\t90\tr", 80, "not needed")]
    public void The_list_of_exceptions_may_only_shrink(string list, int lines, string says)
    {
        var finding = Assert.Single(SizeException.Findings([("k", lines, 70)], SizeException.ReadList(list)));
        Assert.Contains(says, finding, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exact_exception_is_accepted() =>
        Assert.Empty(SizeException.Findings([("k", 80, 70)], SizeException.ReadList("# comment\nk\t85\treason\n")));

    private static Source WithMethodOf(int lines) =>
        Source.Parse("src/A.cs", $"class A\n{{\n    [Fact]\n    void M()\n    {{{new string('\n', lines - 2)}    }}\n}}\n");
}
