namespace Sekisho.House.Tests.Docs;

public sealed class StandardsTests
{
    private static readonly SortedDictionary<int, SortedSet<string>> Cited =
        Standards.CitedIn(Repository.FilesOf(".cs", "src").Select(path => (path, Repository.Read(path))));

    [Fact]
    public void Every_cited_document_has_its_title() =>
        House.Holds(
            "Every RFC cited in src has its title in the list", $"Add number and title, tab-separated, to {Standards.TitlesPath}.",
            Cited.Keys.Except(Standards.Titles().Keys).Select(number => $"RFC {number}, cited in {Cited[number].First()}"));

    [Fact]
    public void The_table_of_standards_is_what_the_code_cites()
    {
        var page = Repository.Read(Standards.PagePath);
        var renewed = Standards.Renew(page, Cited, Standards.Titles());
        if (House.UpdatesDocs && page != renewed) File.WriteAllText(Repository.FullPath(Standards.PagePath), renewed);
        else
            House.Holds(
                $"The table in {Standards.PagePath} says which RFC is cited where", "Renew it: SEKISHO_UPDATE_DOCS=1 ./sekisho test House, and commit it.",
                page == renewed ? [] : [$"{Standards.PagePath} is not what the code says"]);
    }

    [Fact]
    public void A_citation_is_found_with_and_without_a_section()
    {
        var cited = Standards.CitedIn([("src/A.cs", "// RFC 5321 §4.5.3.1.4; RFC2045"), ("src/B.cs", "// RFC 5321, an RFC")]);
        Assert.Equal([2045, 5321], cited.Keys);
        Assert.Equal(["src/A.cs", "src/B.cs"], cited[5321]);
    }
}
