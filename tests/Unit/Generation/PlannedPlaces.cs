extern alias generators;

using generators::SparseGen.Generators.Layers;
using generators::SparseGen.Generators.Parsing;
using generators::SparseGen.Generators.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SparseGen.Tests.Generation;

/// <summary>Whether the plans of a source's models find every value where they put it.</summary>
internal static class PlannedPlaces
{
    /// <summary>Runs the plans of all models of a source.</summary>
    public static void AssertRight(string source)
    {
        var wrong = new List<string>();
        foreach ((string model, Plan plan) in Plans(source))
        {
            try
            {
                PlanMachine.Run(plan, model);
            }
            catch (InvalidOperationException misplaced)
            {
                wrong.Add(misplaced.Message);
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} models:\n{string.Join("\n", wrong.Take(20))}");
    }

    /// <summary>The plans of all models of a source; none may have a mistake.</summary>
    private static IEnumerable<(string Model, Plan Plan)> Plans(string source)
    {
        CSharpCompilation compilation = new GeneratorHarness(source).Compilation;
        var tree = compilation.SyntaxTrees.Single();
        var semantics = compilation.GetSemanticModel(tree);
        foreach (var declaration in tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())
        {
            var type = semantics.GetDeclaredSymbol(declaration)!;
            if (LayerAttributes.Mark(type, ModelParser.ModelAttribute) is not { } mark)
            {
                continue;
            }

            var parser = new SequenceParser(type, default);
            var layers = parser.Parse(declaration, "Model", default!).Layers;
            Assert.Empty(parser.Problems);
            bool hessian = mark.NamedArguments.Any(static argument => argument.Key == "HessianProducts" && argument.Value.Value is true);
            var spec = new ModelSpec(ModelName.Of(type), layers) { HessianProducts = hessian };
            string name = $"{type.Name} ({string.Join(", ", declaration.AttributeLists)})";
            yield return (name, Planner.Plan(Lowering.Lower(spec), training: true, spec.HessianProducts));
            yield return ($"{name} with taps", Planner.Plan(Lowering.Lower(spec), training: true, spec.HessianProducts, taps: true));
            yield return ($"{name} that only infers", Planner.Plan(Lowering.Lower(spec), training: false));
        }
    }
}
