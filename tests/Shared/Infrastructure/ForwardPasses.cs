using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseGen.Tests.Infrastructure;

/// <summary>
/// Leaves of a generated file what <c>Forward</c> and <c>ForwardTraining</c> run on the CPU, as it is, which is a tenth of the text: so that hundreds of models
/// compile in the time of a few dozen.
/// </summary>
internal static class ForwardPasses
{
    private static readonly string[] Passes = ["Infer", "ForwardTraining"];

    private static readonly BlockSyntax Nothing = (BlockSyntax)SyntaxFactory.ParseStatement("{ throw null!; }");

    private static readonly ArrowExpressionClauseSyntax NothingReturned = SyntaxFactory.ArrowExpressionClause(SyntaxFactory.ParseExpression("throw null!"));

    public static SyntaxTree Only(SyntaxTree generated)
    {
        var root = generated.GetRoot();
        var cpu = Methods(Type(root, "CpuProgram"));
        var called = new HashSet<string>(Passes);
        for (var open = new Stack<string>(Passes); open.Count > 0;)
        {
            var calls = cpu.Where(method => method.Identifier.Text == open.Peek()).SelectMany(method => method.DescendantNodes().OfType<SimpleNameSyntax>())
                .Select(name => name.Identifier.Text).ToArray();
            open.Pop();
            foreach (var name in calls.Where(name => cpu.Any(method => method.Identifier.Text == name) && called.Add(name)))
            {
                open.Push(name);
            }
        }

        SyntaxNode[] superfluous =
        [
            .. cpu.Where(method => method.ExplicitInterfaceSpecifier is null && !called.Contains(method.Identifier.Text)),
            .. Type(root, "GpuProgram").Members.OfType<FieldDeclarationSyntax>().Where(static field => !field.Modifiers.Any(SyntaxKind.ConstKeyword)),
            .. Methods(Type(root, "GpuKernels")),
        ];
        string[] emptied = ["Backward", "ForwardTangent", "BackwardTangent"];
        var left = root.RemoveNodes(superfluous, SyntaxRemoveOptions.KeepNoTrivia)!;
        left = left.ReplaceNodes(
            Methods(Type(left, "CpuProgram")).Where(method => emptied.Contains(method.Identifier.Text)).Concat(Methods(Type(left, "GpuProgram"))),
            (method, _) => method.WithBody(Nothing));

        // What the GPU launches is named in a list besides.
        left = left.ReplaceNodes(
            Type(left, "GpuProgram").Members.OfType<PropertyDeclarationSyntax>().Where(static property => property.Identifier.Text == "Launchers"),
            static (property, _) => property.WithExpressionBody(NothingReturned));
        return generated.WithRootAndOptions(left, generated.Options);
    }

    private static TypeDeclarationSyntax Type(SyntaxNode root, string name) =>
        root.DescendantNodes().OfType<TypeDeclarationSyntax>().Single(type => type.Identifier.Text == name);

    private static MethodDeclarationSyntax[] Methods(TypeDeclarationSyntax type) => [.. type.Members.OfType<MethodDeclarationSyntax>()];
}
