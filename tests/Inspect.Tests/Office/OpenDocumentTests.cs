using System.Text;
using Sekisho.Inspect.Tests.Attachments;
using Sekisho.Inspect.Verdicts;

namespace Sekisho.Inspect.Tests.Office;

public sealed class OpenDocumentTests
{
    private const string Module = "<script:module xmlns:script='s' script:name='Module1' script:language='StarBasic'>{0}</script:module>";
    private const string Source = "Sub Main\nShell(&quot;cmd.exe /c calc&quot;)\nEnd Sub";
    private const string Event = "<office:document-content xmlns:office='o' xmlns:script='s'><script:event-listener script:event-name='dom:load' script:language='ooo:script'/></office:document-content>";

    [Fact]
    public async Task Basic_that_an_event_starts_and_that_reaches_outside_is_held()
    {
        var verdict = await DocumentAsync(("content.xml", Event), ("Basic/Standard/Module1.xml", Module.Replace("{0}", Source, StringComparison.Ordinal)), ("Basic/Standard/script-lb.xml", "<a/>"));
        Assert.Equal(["part 2 'a.odt': OpenDocument, 1 module"], verdict.List("office.macros"));
        Assert.Equal(["dom:load"], verdict.List("office.macro_autoexec"));
        Assert.Equal([ReasonCode.DocumentDangerous], verdict.Codes());
    }

    [Fact]
    public async Task Basic_behind_a_button_is_told_and_not_held()
    {
        var verdict = await DocumentAsync(("content.xml", Event.Replace("dom:load", "dom:click", StringComparison.Ordinal)), ("Basic/Standard/Module1.xml", Module.Replace("{0}", Source, StringComparison.Ordinal)));
        Assert.Single(verdict.List("office.macros"));
        Assert.Equal(["Shell"], verdict.List("office.macro_suspicious").Take(1));
        Assert.Equal(Disposition.Accept, verdict.Disposition);
    }

    [Theory]
    [InlineData("Basic/Standard/script-lb.xml", "<a/>")]
    [InlineData("Basic/Standard/Module1.xml", "<script:module xmlns:script='s'>REM  *****  BASIC  *****\n\n</script:module>")]
    public async Task Libraries_and_modules_without_code_are_no_macros(string name, string xml)
    {
        var verdict = await DocumentAsync(("content.xml", "<a/>"), (name, xml));
        Assert.Empty(verdict.List("office.macros"));
    }

    [Fact]
    public async Task Scripts_in_other_languages_are_macros_too()
    {
        var verdict = await DocumentAsync(("content.xml", "<a/>"), ("Scripts/python/a.py", "import os\nos.popen('calc')"));
        Assert.Equal(["part 2 'a.odt': OpenDocument, 1 module"], verdict.List("office.macros"));
        Assert.Equal(["popen"], verdict.List("office.macro_suspicious"));
    }

    [Fact]
    public async Task Macros_of_a_document_in_one_xml_file_are_found()
    {
        var xml = $"<?xml version='1.0' encoding='UTF-8'?><office:document xmlns:office='o' xmlns:ooo='x'><office:scripts><ooo:source-code>{Source}</ooo:source-code></office:scripts></office:document>";
        var verdict = await Inspecting.MessageAsync(Inspecting.WithAttachment("a.fodt", Encoding.UTF8.GetBytes(xml)));
        Assert.Equal(["part 2 'a.fodt': OpenDocument, 1 module"], verdict.List("office.macros"));
    }

    private static Task<Verdict> DocumentAsync(params (string Name, string Xml)[] parts) =>
        Inspecting.MessageAsync(Inspecting.WithAttachment("a.odt", ZipBytes.Of([("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray()), .. parts.Select(part => (part.Name, Encoding.UTF8.GetBytes(part.Xml)))])));
}
