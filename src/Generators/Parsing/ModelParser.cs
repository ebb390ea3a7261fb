using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SparseGen.Generators.Diagnostics;
using SparseGen.Generators.IR;

namespace SparseGen.Generators.Parsing;

/// <summary>Turns a class symbol into a <see cref="ParsedModel"/>: the only place that sees symbols.</summary>
internal static class ModelParser
{
    /// <summary>Full name of the attribute that marks a model.</summary>
    public const string ModelAttribute = "SparseGen.ModelAttribute";

    /// <summary>Reads a class; a fault of the generator becomes a problem of that class.</summary>
    public static ParsedModel Parse(GeneratorAttributeSyntaxContext context, StageProbe? probe, CancellationToken cancellation)
    {
        var declaration = (TypeDeclarationSyntax)context.TargetNode;
        var identifier = SourceSpan.From(declaration.Identifier.GetLocation());
        try
        {
            probe?.Invoke(Stages.Parsing, context.TargetSymbol.Name);
            return Parse(context, declaration, identifier, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            var nothing = new ModelSpec(new ModelName(default, new EquatableArray<TypePart>([new TypePart("class", context.TargetSymbol.Name)])), default);
            DiagnosticInfo problem = DiagnosticInfo.At(identifier, Stages.Parsing, context.TargetSymbol.Name, fault);
            return new ParsedModel(nothing, identifier, default, new EquatableArray<DiagnosticInfo>([problem]), HasBrokenBlock: true);
        }
    }

    private static ParsedModel Parse(
        GeneratorAttributeSyntaxContext context, TypeDeclarationSyntax declaration, SourceSpan identifier, CancellationToken cancellation)
    {
        var symbol = (INamedTypeSymbol)context.TargetSymbol;
        AttributeData mark = context.Attributes[0];
        bool hessianProducts = Says(mark, "HessianProducts", true);
        bool taps = Says(mark, "Taps", true);
        bool training = !Says(mark, "Training", false);

        GeneratedMembers? members = GeneratedMembers.Of(symbol, mark, training, hessianProducts);
        var problems = new List<DiagnosticInfo>(ClassCheck.Check(symbol, declaration, context.SemanticModel.Compilation, members));
        problems.AddRange(LayerAttributes.NoMembers(mark).Select(no => DiagnosticInfo.At(
            SourceSpan.From(mark.ApplicationSyntaxReference!.GetSyntax(cancellation)), Descriptors.NoSuchMember, "Model", no.Name, no.Value, no.Enumeration, no.Members)));
        if ((hessianProducts || taps) && !training)
        {
            var place = SourceSpan.From(mark.ApplicationSyntaxReference!.GetSyntax(cancellation).GetLocation());
            problems.Add(DiagnosticInfo.At(place, hessianProducts ? Descriptors.ProductsWithoutTraining : Descriptors.TapsWithoutTraining, symbol.Name));
        }

        var parser = new SequenceParser(symbol, cancellation);
        (EquatableArray<LayerSpec> layers, EquatableArray<LayerSite> sites) = parser.Parse(declaration, "[Model]", identifier);
        problems.AddRange(parser.Problems);

        object? initialization = mark.NamedArguments.FirstOrDefault(static a => a.Key == InitialWeights.Setting).Value.Value;
        var model = new ModelSpec(ModelName.Of(symbol), layers)
        {
            Training = training,
            HessianProducts = hessianProducts,
            Taps = taps,
            Initialization = initialization is int kind ? kind : 0,
        };
        return new ParsedModel(model, identifier, sites, new EquatableArray<DiagnosticInfo>(problems), parser.HasBrokenBlock);
    }

    private static bool Says(AttributeData mark, string setting, bool value) => mark.NamedArguments.Any(a => a.Key == setting && a.Value.Value is bool given && given == value);
}
