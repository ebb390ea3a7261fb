using SparseGen.Tests.Models;

namespace SparseGen.Tests.Training.Hooks;

/// <summary>Gradient regularisation against Hessian-vector products in double precision.</summary>
public sealed class GradientRegularizationTests
{
    public static TheoryData<string> Devices => [.. TestDevices.All];

    public static TheoryData<string, GradientScheme, float> SchemesOnDevices
    {
        get
        {
            var data = new TheoryData<string, GradientScheme, float>();
            foreach (string device in TestDevices.All)
            {
                foreach (GradientScheme scheme in Enum.GetValues<GradientScheme>())
                {
                    foreach (float epsilon in new[] { 1f / 64, 0.3f, 1, 8 })
                    {
                        data.Add(device, scheme, epsilon);
                    }
                }
            }

            return data;
        }
    }

    [SkippableTheory]
    [MemberData(nameof(SchemesOnDevices))]
    public void IsExactForAQuadraticLossAndEveryEpsilon(string device, GradientScheme scheme, float epsilon)
    {
        const float Gamma = 0.5f;
        using var regression = new Regression<LinearRegression>(
            device, hooks: new GradientRegularization(Gamma, epsilon) { Scheme = scheme });
        SmoothLoss loss = SmoothLoss.Of(regression);
        double[] parameters = ValueRecipe.Widen(Regression<LinearRegression>.Numbers(regression.Model.Parameters));
        double[] gradient = loss.Gradient(parameters);
        double[] product = loss.HessianProduct(parameters, gradient);

        regression.Step();

        // Gradients in single precision are off by a few roundings of their largest number; the difference is divided by epsilon.
        double[] expected = [.. gradient.Zip(product, (g, h) => g + (Gamma * h))];
        Approximately.Equal(
            expected, Regression<LinearRegression>.Numbers(regression.Model.Gradients), "gradient", 1e-6 * (1 + (Gamma / epsilon)));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void OneSidedDifferencesAreOffByEpsilonAndCentredOnesByItsSquare(string device)
    {
        // Each halving of epsilon halves the error, or quarters it. Below these epsilons rounding would show: 1e-7 / epsilon.
        Assert.InRange(Order(device, GradientScheme.Forward, 0.25f, 0.0625f), 0.85, 1.15);
        Assert.InRange(Order(device, GradientScheme.Backward, 0.25f, 0.0625f), 0.85, 1.15);
        Assert.InRange(Order(device, GradientScheme.Centered, 0.5f, 0.125f), 1.8, 2.2);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void TheExactSchemeIsOffByRoundingOnly(string device)
    {
        // Where centred differences have lost as much to epsilon as to rounding, the exact product has lost to rounding alone.
        double exact = Error(device, GradientScheme.Exact, 1);
        Assert.InRange(exact, 0, 0.1 * Error(device, GradientScheme.Centered, 0.125f));
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void GammaEqualToEpsilonIsTheGradientAtTheMovedParameters(string device)
    {
        const float Epsilon = 0.3f;
        using var moved = new Regression<SmoothMlp>(device);
        moved.Step();
        moved.Model.Parameters.Axpy(Epsilon, moved.Model.Gradients);
        moved.Step();
        double[] expected = ValueRecipe.Widen(Regression<SmoothMlp>.Numbers(moved.Model.Gradients));

        using var regression = new Regression<SmoothMlp>(device, hooks: new GradientRegularization(Epsilon, Epsilon));
        regression.Step();

        // The two differ by the rounding of g + (g' - g).
        Approximately.Equal(expected, Regression<SmoothMlp>.Numbers(regression.Model.Gradients), "gradient", 3e-7);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void GammaEqualToEpsilonIsASharpnessAwareStepOfTheSameLength(string device)
    {
        const float Epsilon = 0.3f;
        using var plain = new Regression<SmoothMlp>(device);
        plain.Step();
        float rho = (float)(Epsilon * plain.Model.Gradients.Norm());
        using var aware = new Regression<SmoothMlp>(device, hooks: new SharpnessAwareMinimization(rho));
        aware.Step();
        double[] expected = ValueRecipe.Widen(Regression<SmoothMlp>.Numbers(aware.Model.Gradients));

        using var regression = new Regression<SmoothMlp>(device, hooks: new GradientRegularization(Epsilon, Epsilon));
        regression.Step();

        // rho is rounded, and so is rho divided by the norm: the two places differ in the last bit of some parameters. So the gradients differ as by a few
        // more roundings of their largest number.
        Approximately.Equal(expected, Regression<SmoothMlp>.Numbers(regression.Model.Gradients), "gradient", 1e-6);
    }

    [SkippableTheory]
    [MemberData(nameof(Devices))]
    public void ReportsTheLossWhereTheParametersAre(string device)
    {
        using var plain = new Regression<SmoothMlp>(device);
        using var regression = new Regression<SmoothMlp>(
            device, hooks: new GradientRegularization(0.5f, 1) { Scheme = GradientScheme.Centered });
        Assert.Equal(plain.Step(), regression.Step());
    }

    [Theory]
    [InlineData("gamma", -1f, 1f)]
    [InlineData("gamma", float.NaN, 1f)]
    [InlineData("epsilon", 1f, 0f)]
    [InlineData("epsilon", 1f, -1f)]
    [InlineData("epsilon", 1f, float.PositiveInfinity)]
    public void RejectsSettingsOutsideTheirRange(string name, float gamma, float epsilon)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>(() => new GradientRegularization(gamma, epsilon));
        Assert.Equal(name, exception.ParamName);
        Assert.Contains($"{name} is ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RejectsASchemeThatIsNone()
    {
        using var regression = new Regression<SmoothMlp>("cpu-1", hooks: new GradientRegularization(1, 1) { Scheme = (GradientScheme)7 });
        Assert.Contains("Scheme is 7", Assert.Throws<InvalidOperationException>(() => regression.Step()).Message, StringComparison.Ordinal);
    }

    /// <summary>The slope of log error over log epsilon between two of them.</summary>
    private static double Order(string device, GradientScheme scheme, float large, float small) =>
        Math.Log(Error(device, scheme, large) / Error(device, scheme, small)) / Math.Log(large / small);

    private static double Error(string device, GradientScheme scheme, float epsilon)
    {
        // With so large a gamma the gradient itself adds little rounding to the product.
        const float Gamma = 16;
        using var regression = new Regression<SmoothMlp>(device, hooks: new GradientRegularization(Gamma, epsilon) { Scheme = scheme });
        SmoothLoss loss = SmoothLoss.Of(regression);
        double[] parameters = ValueRecipe.Widen(Regression<SmoothMlp>.Numbers(regression.Model.Parameters));
        double[] gradient = loss.Gradient(parameters);
        double[] product = loss.HessianProduct(parameters, gradient);
        regression.Step();
        float[] actual = Regression<SmoothMlp>.Numbers(regression.Model.Gradients);
        return Math.Sqrt(actual.Select((value, i) => Math.Pow(((value - gradient[i]) / Gamma) - product[i], 2)).Sum());
    }
}
