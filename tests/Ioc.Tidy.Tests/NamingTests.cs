using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Ioc.Tidy.Tests;

public sealed partial class NamingTests
{
    [Fact]
    public void No_name_hides_what_a_thing_is()
    {
        var vague = from path in Repository.Files("src", "*.cs")
                    where Vague().IsMatch(Path.GetFileNameWithoutExtension(path))
                    select Repository.Relative(path);
        Assert.Empty(vague);
    }

    [Fact]
    public void One_top_level_type_stands_in_each_file_and_gives_it_its_name()
    {
        var wrong = new List<string>();
        foreach (var path in Repository.Files("src", "*.cs"))
        {
            var root = (CompilationUnitSyntax)Repository.Parse(path);
            var names = root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .Select(TypeName).OfType<string>().Distinct().ToList();
            var file = Path.GetFileName(path).Split('.')[0];
            if (names.Count > 1 || (names.Count == 1 && names[0] != file))
                wrong.Add($"{Repository.Relative(path)}: {string.Join(", ", names)}");
        }

        Assert.Empty(wrong);
    }

    private static string? TypeName(Microsoft.CodeAnalysis.SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    };

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utility|Common|Impl|Processor)$|^Base[A-Z]")]
    private static partial Regex Vague();
}
