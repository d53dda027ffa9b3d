using System.Text;

namespace Sekisho.Mime.Tests.Findings;

/// <summary>Every limit: at the limit nothing is hit, one past it is named and the rest is still read.</summary>
public sealed class LimitTests
{
    public static TheoryData<MimeLimitKind, Func<int, string>, Func<int, MimeLimits>> Cases { get; } = new()
    {
        { MimeLimitKind.Depth, Nested, limit => new MimeLimits { MaxDepth = limit } },
        { MimeLimitKind.Parts, parts => Multi() + string.Concat(Enumerable.Repeat("--b\n\nx\n", parts - 1)) + "--b--\n", limit => new MimeLimits { MaxParts = limit } },
        { MimeLimitKind.HeaderBytes, bytes => $"A: {new string('x', bytes - 5)}\nB: y\n\nbody", limit => new MimeLimits { MaxHeaderBytes = limit } },
        { MimeLimitKind.HeaderFields, fields => string.Concat(Enumerable.Repeat("A: b\n", fields)) + "\nbody", limit => new MimeLimits { MaxHeaderFields = limit } },
        { MimeLimitKind.FieldBytes, bytes => $"Subject:{new string('x', bytes)}\n\nbody", limit => new MimeLimits { MaxFieldBytes = limit } },
        { MimeLimitKind.LineBytes, bytes => $"A: b\n\n{new string('x', bytes)}\nbody", limit => new MimeLimits { MaxLineBytes = limit } },
        { MimeLimitKind.BoundaryBytes, bytes => $"Content-Type: multipart/mixed; boundary={new string('b', bytes)}\n\n--{new string('b', bytes)}\n\nx\n", limit => new MimeLimits { MaxBoundaryBytes = limit } },
        { MimeLimitKind.Parameters, count => "Content-Type: text/plain" + string.Concat(Enumerable.Range(0, count).Select(i => $"; p{i}=v")) + "\n\nbody", limit => new MimeLimits { MaxParameters = limit } },
        { MimeLimitKind.Addresses, count => "To: " + string.Join(", ", Enumerable.Repeat("a@example.com", count)) + "\n\nbody", limit => new MimeLimits { MaxAddresses = limit } },
        { MimeLimitKind.CommentDepth, depth => $"To: a@example.com {new string('(', depth)}x{new string(')', depth)}\n\nbody", limit => new MimeLimits { MaxCommentDepth = limit } },
        { MimeLimitKind.EncodedWords, count => "Subject:" + string.Concat(Enumerable.Repeat(" =?utf-8?Q?a?=", count)) + "\n\nbody", limit => new MimeLimits { MaxEncodedWords = limit } },
        { MimeLimitKind.Views, count => "Content-Type: text/plain\n" + string.Concat(Enumerable.Range(0, count).Select(i => $"Content-Type: text/x{i}\n")) + "\nbody", limit => new MimeLimits { MaxViews = limit } },
        { MimeLimitKind.Ambiguities, count => string.Concat(Enumerable.Repeat("Subject: x\n", count + 1)) + "\nbody", limit => new MimeLimits { MaxAmbiguities = limit } },
        { MimeLimitKind.NestedDecodedBytes, bytes => "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + Convert.ToBase64String(Encoding.ASCII.GetBytes("A: b\n\n" + new string('x', bytes - 6))), limit => new MimeLimits { MaxNestedDecodedBytes = limit } },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void At_the_limit_nothing_is_hit_and_one_past_it_is_named(MimeLimitKind kind, Func<int, string> make, Func<int, MimeLimits> limits)
    {
        const int Limit = 12;
        Assert.DoesNotContain(kind, Mail.Read(make(Limit), limits(Limit)).LimitsHit);
        var past = Mail.Read(make(Limit + 1), limits(Limit));
        Assert.Equal([kind], past.LimitsHit);
        Assert.True(past.Root.Body.Length > 0 && past.Parts.Count <= Math.Max(Limit, Limit + 2));
    }

    [Theory]
    [InlineData("Content-Type: text/plain;")]
    [InlineData("Content-Transfer-Encoding:")]
    [InlineData("Content-Disposition: inline;")]
    public void An_overlong_field_that_decides_the_structure_counts_as_hidden_content(string field)
    {
        var limits = new MimeLimits { MaxFieldBytes = 1000 };
        var value = field.Length - field.IndexOf(':', StringComparison.Ordinal) - 1;
        Assert.Empty(Mail.Read($"{field}{new string(' ', 997 - value)}a=b\n\nbody", limits).LimitsHit);
        Assert.Equal([MimeLimitKind.HeaderBytes], Mail.Read($"{field}{new string(' ', 998 - value)}a=b\n\nbody", limits).LimitsHit);
    }

    [Fact]
    public void Every_limit_has_a_case() =>
        Assert.Equal(Enum.GetValues<MimeLimitKind>().Order(), Cases.Select(row => (MimeLimitKind)((object[])row)[0]).Order());

    [Fact]
    public void A_hundred_thousand_parts_are_read_in_bounded_space()
    {
        var message = Mail.Read(Multi() + string.Concat(Enumerable.Repeat("--b\n\n\n", 100_000)));
        Assert.Equal(MimeLimits.Default.MaxParts, message.Parts.Count(part => part.View == 0));
        Assert.Contains(MimeLimitKind.Parts, message.LimitsHit);
        Assert.True(message.Root.Epilogue.Length > 0);
    }

    [Fact]
    public void Ten_thousand_nested_messages_are_read_without_a_deep_stack()
    {
        var message = Mail.Read(string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", 10_000)));
        Assert.Equal(MimeLimits.Default.MaxDepth + 1, message.Parts.Count(part => part.View == 0));
        Assert.Equal([MimeLimitKind.Depth], message.LimitsHit);
    }

    [Fact]
    public void A_flood_of_one_kind_hides_no_other()
    {
        var message = Mail.Read(string.Concat(Enumerable.Repeat("Subject: x\n", 1_500)) + "From: a@b@c\n\nbody");
        Assert.Contains(MimeLimitKind.Ambiguities, message.LimitsHit);
        Assert.Equal([MimeAmbiguityKind.DuplicateField, MimeAmbiguityKind.MalformedAddress], message.Kinds());
    }

    [Fact]
    public void What_the_header_limit_hides_does_not_move_the_body()
    {
        var message = Mail.Read("A: b\nC: d\nE: f\n\nbody", new MimeLimits { MaxHeaderFields = 1 });
        Assert.Single(message.Root.Fields);
        Assert.Equal("body", message.Root.BodyText());
    }

    [Theory]
    [InlineData("(")]
    [InlineData("\"")]
    [InlineData("<")]
    [InlineData("[")]
    [InlineData("a@(")]
    [InlineData("=?utf-8?Q?")]
    [InlineData(";=")]
    [InlineData("\\")]
    [InlineData(":,;")]
    [InlineData("\"\\")]
    [InlineData("\\\"")]
    [InlineData("a@\"\\")]
    [InlineData("[,")]
    [InlineData("<(")]
    [InlineData("@:")]
    [InlineData("a b")]
    [InlineData(". ")]
    [InlineData("=?")]
    [InlineData("a=\"")]
    [InlineData("x*0*=a;")]
    public void Repeated_signs_in_a_field_take_linear_time(string sign)
    {
        var value = string.Concat(Enumerable.Repeat(sign, 400_000 / sign.Length));
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var limits = new MimeLimits { MaxFieldBytes = 500_000, MaxHeaderBytes = 4_000_000 };
        var message = Mail.Read($"From: {value}\nContent-Type: {value}\nContent-Disposition: a;{value}\nSubject: {value}\n\nbody", limits);
        _ = (message.Root.FileNames, message.Header("Subject")!.Value.Text, AddressList.Parse(message.Header("From")!.Value.Value.Span, limits));
        Assert.True(System.Diagnostics.Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(8));
    }

    private static string Multi() => "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n";

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("Content-Type: message/rfc822\n\n", depth)) + "Subject: x\n\nbody";
}
