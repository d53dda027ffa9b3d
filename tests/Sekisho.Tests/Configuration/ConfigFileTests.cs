using System.Globalization;
using System.Text;
using Sekisho.Configuration;
using Sekisho.Configuration.Schema;
using Sekisho.Configuration.Values;

namespace Sekisho.Tests.Configuration;

public sealed class ConfigFileTests
{
    [Fact]
    public void An_empty_file_means_the_defaults()
    {
        foreach (var text in new[] { "", "\n", "# only a comment\n", "---\n", "~\n", "mx:\nlimits:\n  recipients:\n" })
        {
            var load = Read(text);
            Assert.Empty(load.Errors);
            AssertDefaults(load.Config!);
        }
    }

    [Fact]
    public void The_example_parses_to_the_defaults()
    {
        var load = Read(ConfigExample.Write());
        Assert.Empty(load.Errors);
        AssertDefaults(load.Config!);
    }

    [Fact]
    public void Every_commented_default_of_the_example_is_a_value_that_is_allowed()
    {
        var checkedCount = 0;
        foreach (var setting in ConfigSchema.Settings.Where(setting => setting.About.Example is not null))
        {
            var load = Read(Nest(setting.Path, setting.About.Example!));
            Assert.DoesNotContain(load.Errors, error => error.Problem.Contains("not allowed", StringComparison.Ordinal));
            checkedCount++;
        }

        Assert.True(checkedCount >= 10, $"only {checkedCount} examples");
    }

    [Fact]
    public void The_example_has_every_setting()
    {
        var lines = ConfigExample.Write().Split('\n').Select(line => line.TrimStart(' ', '#')).ToList();
        Assert.All(ConfigSchema.Settings, setting =>
            Assert.Contains(lines, line => line.StartsWith(setting.Path.Split('.')[^1] + ": ", StringComparison.Ordinal)));
    }

    [Fact]
    public void All_errors_are_told_at_once_with_their_lines()
    {
        var load = Read("""
            hostnam: mx.example.org
            mx:
              listen: ["127.0.0.1:99999"]
            limits:
              recipients: many
              mesageBytes: 5
            inspect:
              workers: 65
            workers: 3
            queue: 5
            log:
              level: [debug]
            """);
        Assert.Null(load.Config);
        Assert.Equal(
            [
                "t.yaml:1:1: hostnam: There is no such setting. Did you mean 'hostname'?",
                "t.yaml:3:12: mx.listen: '127.0.0.1:99999' is not allowed here.",
                "t.yaml:5:15: limits.recipients: 'many' is not allowed here. Write a whole number from 100 to 100000; for example: 1000",
                "t.yaml:6:3: limits.mesageBytes: There is no such setting. Did you mean 'messageBytes'?",
                "t.yaml:8:12: inspect.workers: '65' is not allowed here. Write a whole number from 1 to 64; for example: 4",
                "t.yaml:9:1: workers: There is no such setting. Did you mean 'inspect.workers'?",
                "t.yaml:10:8: queue: A value stands here where a group of settings belongs.",
                "t.yaml:12:10: log.level: A list stands here where one value belongs. Write one of trace, debug, information, warning, error; for example: information",
            ],
            load.Errors.Select((error, i) => i is 1 or 6 ? error.ToString()[..(error.ToString().IndexOf(error.Advice, StringComparison.Ordinal) - 1)] : error.ToString()));
    }

    [Fact]
    public void Errors_before_a_syntax_error_are_told_with_it()
    {
        var load = Read("hostname: a_b!\nmx:\n  listen: [\"127.0.0.1:25\"\nlimits: {\n");
        Assert.Equal(2, load.Errors.Count);
        Assert.Equal(("hostname", 1L), (load.Errors[0].Key, load.Errors[0].Line));
        Assert.Contains("not valid YAML", load.Errors[1].Problem, StringComparison.Ordinal);
        Assert.Equal(4, load.Errors[1].Line);
    }

    [Theory]
    [InlineData("a: &x 1\n", "anchor")]
    [InlineData("hostname: *x\n", "alias")]
    [InlineData("hostname: !!str mx\n", "tag")]
    [InlineData("hostname: mx\n---\nhostname: my\n", "second document")]
    [InlineData("hostname: mx\nhostname: my\n", "second time")]
    [InlineData("? [a]\n: 1\n", "key must be a word")]
    [InlineData("- a\n- b\n", "does not consist")]
    [InlineData("just words\n", "does not consist")]
    [InlineData("hostname: \"\tunfinished\n", "not valid YAML")]
    [InlineData("mx:\n\tlisten: x\n", "not valid YAML")]
    public void What_a_configuration_does_not_need_is_refused(string text, string expected)
    {
        var load = Read(text);
        Assert.Contains(load.Errors, error => error.Problem.Contains(expected, StringComparison.Ordinal));
        Assert.Null(load.Config);
    }

    [Fact]
    public void A_bomb_of_aliases_is_refused_at_its_first_anchor()
    {
        var bomb = new StringBuilder("a: &a [lol,lol,lol,lol,lol,lol,lol,lol,lol]\n");
        for (var c = 'b'; c <= 'j'; c++)
            bomb.Append(CultureInfo.InvariantCulture, $"{c}: &{c} [{string.Join(',', Enumerable.Repeat($"*{(char)(c - 1)}", 9))}]\n");
        var load = Read(bomb.ToString());
        Assert.Null(load.Config);
        Assert.Contains(load.Errors, error => error.Problem.Contains("anchor", StringComparison.Ordinal) && error.Line == 1);
        Assert.True(load.Errors.Count <= ConfigErrors.MaxErrors);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    [InlineData('-')]
    [InlineData('?')]
    [InlineData('"')]
    [InlineData('\t')]
    [InlineData(':')]
    [InlineData('&')]
    [InlineData('*')]
    [InlineData('!')]
    [InlineData('|')]
    [InlineData('#')]
    public void A_mebibyte_of_one_character_is_read_in_reasonable_time(char character)
    {
        foreach (var text in new[] { new string(character, ConfigFile.MaxBytes), string.Concat(Enumerable.Repeat(character + " ", ConfigFile.MaxBytes / 2)), string.Concat(Enumerable.Repeat(character + "\n", ConfigFile.MaxBytes / 2)) })
        {
            var started = TimeProvider.System.GetTimestamp();
            _ = Read(text);
            Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10), $"{TimeProvider.System.GetElapsedTime(started)}");
        }
    }

    [Fact]
    public void A_file_of_the_largest_size_is_read_and_one_byte_more_is_refused()
    {
        var text = "hostname: mx\n#".PadRight(ConfigFile.MaxBytes, 'x');
        Assert.Empty(Read(text).Errors);
        Assert.Contains("larger than", Assert.Single(Read(text + "x").Errors).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_greatest_depth_is_read_and_one_more_is_refused()
    {
        // The root is the first level, the value of 'hostname' lies in it.
        var deepest = "hostname: " + new string('[', Sekisho.Configuration.Yaml.YamlReader.MaxDepth - 1) + new string(']', Sekisho.Configuration.Yaml.YamlReader.MaxDepth - 1);
        Assert.DoesNotContain(Read(deepest).Errors, error => error.Problem.Contains("deep", StringComparison.Ordinal));
        var deeper = "hostname: " + new string('[', Sekisho.Configuration.Yaml.YamlReader.MaxDepth) + new string(']', Sekisho.Configuration.Yaml.YamlReader.MaxDepth);
        Assert.Contains(Read(deeper).Errors, error => error.Problem.Contains("deep", StringComparison.Ordinal));
    }

    [Fact]
    public void The_most_values_are_read_and_one_more_is_refused()
    {
        // Root, key and list are three; the items are the rest.
        const int most = Sekisho.Configuration.Yaml.YamlReader.MaxNodes - 3;
        Assert.DoesNotContain(Read($"hostname: [{string.Join(',', Enumerable.Repeat("a", most))}]").Errors, error => error.Problem.Contains("values", StringComparison.Ordinal));
        Assert.Contains(Read($"hostname: [{string.Join(',', Enumerable.Repeat("a", most + 1))}]").Errors, error => error.Problem.Contains("values", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hundred_errors_are_told_and_then_no_more()
    {
        var text = string.Concat(Enumerable.Range(0, 500).Select(i => $"unknown{i}: 1\n"));
        var errors = Read(text).Errors;
        Assert.Equal(ConfigErrors.MaxErrors, errors.Count);
        Assert.Contains("or more", errors[^1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused_with_its_line()
    {
        var error = Assert.Single(ConfigFile.Read("t.yaml", [.. "mx:\n# \u00e9 "u8, 0xE9, .. "\n"u8]).Errors);
        Assert.Equal((2L, 5L), (error.Line, error.Column));
    }

    [Fact]
    public void Control_characters_in_a_value_are_told_as_escapes()
    {
        var error = Assert.Single(Read("hostname: \"\\e[2Jmx\"\n").Errors);
        Assert.DoesNotContain('\u001b', error.ToString());
        Assert.Contains("\\x1b[2Jmx", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_and_no_exception()
    {
        var error = Assert.Single(ConfigFile.Load("/nowhere/sekisho.yaml").Errors);
        Assert.Contains("/nowhere/sekisho.yaml", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_may_be_written_in_lines_in_brackets_or_as_one_value()
    {
        foreach (var text in new[] { "mx:\n  listen:\n    - 127.0.0.1:26\n", "mx:\n  listen: [\"127.0.0.1:26\"]\n", "mx: {listen: 127.0.0.1:26}\n" })
        {
            var load = Read(text);
            Assert.Empty(load.Errors);
            Assert.Equal([new ListenAddress(new HostPort("127.0.0.1", 26), ImplicitTls: false)], load.Config!.Mx.Listen);
        }
    }

    [Fact]
    public void Every_number_is_taken_at_its_limits_and_refused_one_past()
    {
        var numbers = ConfigSchema.Settings.Where(setting => setting.Type == typeof(int) || setting.Type == typeof(long)).ToList();
        Assert.True(numbers.Count >= 12, $"only {numbers.Count} numbers");
        foreach (var setting in numbers)
        {
            Assert.True(setting.About.Min > long.MinValue && setting.About.Max < long.MaxValue, $"{setting.Path} has no limits");
            foreach (var good in new[] { setting.About.Min, setting.About.Max }) Assert.DoesNotContain(ReadNumber(setting, good), IsValueError);
            foreach (var bad in new[] { setting.About.Min - 1, setting.About.Max + 1 }) Assert.Contains(ReadNumber(setting, bad), IsValueError);
            foreach (var bad in new[] { "1.5", "1e3", "0x10", "１２", "99999999999999999999", "many" })
                Assert.Contains(Read(Nest(setting.Path, bad)).Errors, IsValueError);
        }

        static bool IsValueError(ConfigError error) => error.Problem.Contains("not allowed here", StringComparison.Ordinal);
        static IReadOnlyList<ConfigError> ReadNumber(Setting setting, long value) =>
            Read(Nest(setting.Path, value.ToString(CultureInfo.InvariantCulture))).Errors;
    }

    [Fact]
    public void Every_list_is_taken_with_the_most_items_and_refused_with_one_more()
    {
        var lists = ConfigSchema.Settings.Where(setting => setting.IsList).ToList();
        Assert.NotEmpty(lists);
        foreach (var setting in lists)
        {
            var item = setting.Type == typeof(ListenAddress) ? "127.0.0.1:0" : setting.Example.Trim('[', ']').Split(',')[0];
            Assert.Empty(Read(Nest(setting.Path, $"[{string.Join(", ", Enumerable.Repeat(item, setting.About.MaxItems))}]")).Errors);
            Assert.Contains("items", Assert.Single(Read(Nest(setting.Path, $"[{string.Join(", ", Enumerable.Repeat(item, setting.About.MaxItems + 1))}]")).Errors).Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_setting_is_described()
    {
        Assert.All(ConfigSchema.Settings, setting =>
        {
            Assert.EndsWith(".", setting.About.Description, StringComparison.Ordinal);
            Assert.NotEmpty(setting.Allowed);
            Assert.NotEmpty(setting.Example);
            Assert.True(setting.About.WhenAbsent is not null || setting.Default is not null, setting.Path);
        });
    }

    [Theory]
    [InlineData("tls:\n  key: k.pem\n", "tls.key", 2)]
    [InlineData("tls:\n  certificate: c.pem\n", "tls.certificate", 2)]
    [InlineData("queue:\n  longestRetrySeconds: 10\n", "queue.longestRetrySeconds", 2)]
    [InlineData("queue:\n  maxAgeHours: 4\n", "queue.maxAgeHours", 2)]
    [InlineData("limits:\n  inFlightBytes: 1048576\n", "limits.inFlightBytes", 2)]
    [InlineData("limits:\n  sessions: 10\n", "limits.sessions", 2)]
    [InlineData("submission:\n  listen: 127.0.0.1:2525\n", "submission.listen", 2)]
    [InlineData("mx:\n  listen: 127.0.0.1:2525/tls\n", "mx.listen", 2)]
    [InlineData("clamd:\n  address: 127.0.0.1:3310\n  timeoutSeconds: 20\n", "clamd.timeoutSeconds", 3)]
    [InlineData("inspect:\n  exemptNetworks: [0.0.0.0/0]\n", "inspect.exemptNetworks", 2)]
    [InlineData("inspect:\n  exemptNetworks: [192.0.2.1/32, 10.0.0.0/7]\n", "inspect.exemptNetworks", 2)]
    [InlineData("inspect:\n  exemptNetworks: [\"::/0\"]\n", "inspect.exemptNetworks", 2)]
    [InlineData("inspect:\n  exemptNetworks: [\"2001:db8::/31\"]\n", "inspect.exemptNetworks", 2)]
    [InlineData("reports:\n  from: noreply@ex\u00e4mple.org\n", "reports.from", 2)]
    public void Settings_that_contradict_each_other_are_told_where_the_file_gives_one(string text, string key, int line)
    {
        var error = Assert.Single(Read(text).Errors);
        Assert.Equal((key, (long)line), (error.Key, error.Line));
    }

    [Fact]
    public void Networks_of_one_owner_may_be_exempt_from_inspection() =>
        Assert.Empty(Read("inspect:\n  exemptNetworks: [192.0.2.25/32, 10.0.0.0/8, \"2001:db8::/32\"]\n").Errors);

    private static ConfigLoad Read(string text) => ConfigFile.Read("t.yaml", Encoding.UTF8.GetBytes(text));

    private static string Nest(string path, string value)
    {
        var words = path.Split('.');
        return string.Concat(words.Select((word, depth) => $"{new string(' ', depth * 2)}{word}:{(depth == words.Length - 1 ? " " + value : "")}\n"));
    }

    private static void AssertDefaults(SekishoConfig config) =>
        Assert.All(ConfigSchema.Settings, setting =>
            Assert.Equal(setting.Write(setting.Default), setting.Write(ConfigSchema.ValueOf(config, setting))));
}
