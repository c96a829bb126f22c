import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Says whether a PDF is PDF/UA-1: first line the verdict, then each rule that is broken. */
public class JudgePdf {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.PDFUA_1;
        try (FileInputStream file = new FileInputStream(arguments[0]);
                PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
            ValidationResult result = validator.validate(parser);
            System.out.println(result.isCompliant() ? "conformant" : "not conformant");
            for (TestAssertion said : result.getTestAssertions()) {
                if (said.getStatus() == TestAssertion.Status.FAILED) {
                    System.out.println(said.getRuleId().getClause() + "-" + said.getRuleId().getTestNumber() + ": " + said.getMessage());
                }
            }
            System.exit(result.isCompliant() ? 0 : 1);
        }
    }
}
