using Sekisho.Inspect.Judging;
using Sekisho.Starting;
using Sekisho.Testing;

namespace Sekisho.Tests.Starting;

public sealed class OwnRulesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sekisho-rules-").FullName;
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Rules_are_in_force_from_the_start_and_what_is_in_force_is_told()
    {
        Write("a.yml", Rule("one", "score: 3"));
        var own = Open();
        Assert.Equal("a.yml", Path.GetFileName(Assert.Single(own.Current).Name));
        var notice = Assert.Single(own.Notices);
        Assert.Equal((OwnRules.Topic, false), (notice.Topic, notice.IsProblem));
        Assert.Equal($"{MailRules.BuiltIn.Count + 1} rules judge mail, 1 of them from {_folder}, since 2026-01-01T00:00:00Z", notice.Text);
        Assert.False(own.Look());
        Assert.Equal(1, own.Version);
    }

    [Fact]
    public void A_changed_a_new_and_a_deleted_file_come_into_force()
    {
        Write("a.yml", Rule("one", "score: 3"));
        var own = Open();
        Write("a.yml", Rule("one", "score: 30"));
        Assert.True(own.Look());
        Assert.Equal(2, own.Version);
        Assert.Contains("score: 30", own.Current[0].Text, StringComparison.Ordinal);
        Write("below/b.yaml", Rule("two", "score: 1"));
        Assert.True(own.Look());
        Assert.Equal((3, 2), (own.Version, own.Current.Count));
        File.Delete(Path.Combine(_folder, "a.yml"));
        Assert.True(own.Look());
        Assert.Equal((4, 1), (own.Version, own.Current.Count));
        Assert.False(own.Look());
    }

    [Fact]
    public void A_change_with_a_wrong_rule_is_refused_with_file_line_and_reason_and_the_rules_before_stay()
    {
        Write("a.yml", Rule("one", "score: 3"));
        var own = Open();
        var before = own.Current;
        _clock.Advance(TimeSpan.FromHours(1));
        Write("a.yml", Rule("one", "score: 30"));
        Write("b.yml", Rule("two", "score: many"));
        Assert.True(own.Look());
        Assert.Equal(1, own.Version);
        Assert.Same(before, own.Current);
        Assert.Equal(2, own.Notices.Count);
        Assert.EndsWith("since 2026-01-01T00:00:00Z", own.Notices[0].Text, StringComparison.Ordinal);
        Assert.True(own.Notices[1].IsProblem);
        Assert.StartsWith($"{Path.Combine(_folder, "b.yml")}:11:1: The score 'many' is no number", own.Notices[1].Text, StringComparison.Ordinal);
        Assert.EndsWith("(refused; the rules before stay in force)", own.Notices[1].Text, StringComparison.Ordinal);
        // It is told once, and what is put right is taken.
        Assert.False(own.Look());
        Write("b.yml", Rule("two", "score: 2"));
        Assert.True(own.Look());
        Assert.Equal((2, 2), (own.Version, own.Current.Count));
        Assert.EndsWith("since 2026-01-01T01:00:00Z", Assert.Single(own.Notices).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_takes_the_right_rules_and_tells_of_the_wrong_ones()
    {
        Write("a.yml", Rule("one", "score: 3") + "\n---\n" + Rule("two", "score: many"));
        var own = Open();
        Assert.StartsWith($"{MailRules.BuiltIn.Count + 1} rules judge mail, 1 of them", own.Notices[0].Text, StringComparison.Ordinal);
        Assert.EndsWith("(left out)", Assert.Single(own.Notices, notice => notice.IsProblem).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warning_does_not_keep_rules_from_coming_into_force()
    {
        var own = Open();
        Write("a.yml", Rule("one", "score: 3").Replace("subject:", "subjct:", StringComparison.Ordinal));
        Assert.True(own.Look());
        Assert.Equal(2, own.Version);
        Assert.Contains("There is no fact 'subjct'", own.Notices[1].Text, StringComparison.Ordinal);
        Assert.False(own.Notices[1].IsProblem);
    }

    [Fact]
    public void Many_problems_are_counted_and_not_all_told()
    {
        var own = Open();
        Write("a.yml", string.Join("\n---\n", Enumerable.Range(0, 21).Select(i => Rule($"r{i}", "score: many"))));
        Assert.True(own.Look());
        Assert.Equal(22, own.Notices.Count);
        Assert.Equal("and 1 more: 'sekisho rules check' names all", own.Notices[^1].Text);
    }

    [Fact]
    public void A_folder_that_goes_away_takes_no_rule_with_it()
    {
        Write("rules/a.yml", Rule("one", "score: 3"));
        var (own, problem) = OwnRules.Open([Path.Combine(_folder, "rules")], _clock);
        Assert.Null(problem);
        Directory.Move(Path.Combine(_folder, "rules"), Path.Combine(_folder, "away"));
        Assert.True(own!.Look());
        Assert.Equal((1, 1), (own.Version, own.Current.Count));
        Assert.Contains("cannot be read", Assert.Single(own.Notices, notice => notice.IsProblem).Text, StringComparison.Ordinal);
        Assert.False(own.Look());
        Directory.Move(Path.Combine(_folder, "away"), Path.Combine(_folder, "rules"));
        Assert.True(own.Look());
        Assert.Single(own.Notices);
    }

    [Fact]
    public void A_start_without_the_folder_says_so()
    {
        var (own, problem) = OwnRules.Open([Path.Combine(_folder, "nowhere")], _clock);
        Assert.Null(own);
        Assert.Contains("nowhere", problem, StringComparison.Ordinal);
    }

    internal static string Rule(string id, string meaning) =>
        $"""
        title: A word in the subject
        id: {id}
        logsource:
            product: sekisho
            category: email
        detection:
            selection:
                subject: probe
            condition: selection
        reason: spam_content
        {meaning}
        """;

    private OwnRules Open()
    {
        var (own, problem) = OwnRules.Open([_folder], _clock);
        Assert.Null(problem);
        return own!;
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
