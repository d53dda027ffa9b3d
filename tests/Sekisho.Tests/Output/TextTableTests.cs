using Sekisho.Output;

namespace Sekisho.Tests.Output;

public sealed class TextTableTests
{
    [Fact]
    public void In_a_file_a_row_is_a_line_in_columns_without_blanks_at_its_end()
    {
        var table = new TextTable("what", "why");
        table.Add("a", "because of this");
        table.Add("longer", "");
        table.Add(null, null);
        using var output = new StringWriter();
        table.WriteTo(new CommandOutput(new ProgramConsole { Out = output, OutBytes = Stream.Null, Error = TextWriter.Null, In = Stream.Null }, json: false));
        Assert.Equal("WHAT    WHY\na       because of this\nlonger\n\n", output.ToString());
    }
}
